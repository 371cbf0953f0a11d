"""Errors on photos changed by known doses."""

from dataclasses import replace
from pathlib import Path

import pytest

from photos.evaluation.benchmarks.error_tables import error_section
from photos.evaluation.benchmarks.errors import errors
from photos.evaluation.benchmarks.trials import (
    Judged,
    Trial,
    good_photos,
    judged_unchanged,
    trial,
    unknown,
)
from photos.evaluation.doses.families import FAMILIES
from photos.evaluation.estimates import Share
from photos.evaluation.table_text import in_text
from tests.photos.evaluation.benchmarks.photo import GOOD_PHOTO

BARS = next(one for one in FAMILIES if one.name == "bars")
FINE, FLAGGED = Judged(frozenset(), False), Judged(frozenset({"baked_frame", "noise"}), True)


def test_good_photos_are_those_that_the_truth_calls_good(demo_team: Path) -> None:
    names = [one.name for one in good_photos(demo_team)]
    assert len(names) == 13
    assert "e1008-kenji-mori.jpg" not in names


def test_a_trial_judges_every_dose() -> None:
    found = trial(GOOD_PHOTO, "bars")
    assert ["baked_frame" in one.flags for one in found.judged] == [False, True, True, True]
    assert found.follows == {"baked_frame": True}


def test_a_good_photo_is_not_flagged() -> None:
    assert judged_unchanged(GOOD_PHOTO) == FINE


def test_shares_are_counted_over_photos() -> None:
    seen = [
        Trial("bars", (FINE, FLAGGED, FLAGGED, FLAGGED), {"baked_frame": True}),
        Trial("bars", (FINE, FINE, FLAGGED, FLAGGED), {"baked_frame": False}),
    ]
    found = errors([BARS], seen, [FINE, FLAGGED])
    assert [one.flagged for one in found.families[0].doses] == [
        Share(0, 2), Share(1, 2), Share(2, 2), Share(2, 2),
    ]  # fmt: skip
    assert found.caught == Share(5, 6)
    assert found.followed == Share(1, 2)
    assert found.flagged_unchanged == found.rejected_unchanged == Share(1, 2)
    assert found.false_flags == {"baked_frame": Share(1, 2), "noise": Share(1, 2)}


def test_a_rule_of_another_family_does_not_count() -> None:
    other = Judged(frozenset({"noise"}), False)
    found = errors([BARS], [Trial("bars", (other,) * 4, {"baked_frame": True})], [FINE])
    assert not any(one.flagged.part for one in found.families[0].doses)


@pytest.mark.parametrize(
    ("rules", "missing"), [(("baked_frame",), ("glare",)), (("gloss",), ("glare", "gloss"))]
)
def test_a_family_of_another_engine_gets_a_line(
    rules: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    strange = replace(BARS, rising=("glare",), rules=rules)
    assert unknown(strange) == missing
    found = errors([strange], [Trial("bars", (FINE,) * 4, {})], [FINE])
    assert found.families[0].follows == {}
    assert f"bars: this engine has no {', '.join(missing)}." in in_text([error_section(found)])
