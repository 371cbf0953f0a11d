"""What is told to the person in the photo."""

import re
from dataclasses import replace
from itertools import product

import pytest

from photos.quality.explain_person import as_kept, person_words, reason, rule_reason, words
from photos.quality.own_standards import OwnFile, read_own
from photos.quality.shot_type import WORDS
from photos.quality.standard import Rule, Standard, load_standard, standard_names
from photos.quality.verdict import judge
from tests.quality.analyses import analysis
from tests.quality.test_said import left_english

NBSP = "\N{NO-BREAK SPACE}"
WHOLE = re.compile(r"[A-Z][^{}.]*: [^{}]*[^{}., ]\.")
# Of how somebody looks, whence they come and what they are; and our own words for rules.
NEVER = re.compile(
    r"\b(ugly|fat|old|young|man|woman|male|female|skin|hair|pretty|tired|unfriendly|serious"
    r"|headroom|yaw|pitch|roll|chroma|clutter|baked|shot type)\b",
    re.IGNORECASE,
)


def misses(standard: Standard, rule: Rule) -> list[str]:
    """What is said of values on either side of what passes, as fails and as warnings."""
    ends = (rule.passes.low - 0.02, rule.passes.high + 0.02)
    found = {"rule": rule.id, "group": rule.group, "unit": "", "score": 20.0}
    return [
        reason({**found, "outcome": outcome, "value": value}, standard)
        for value, outcome in product(ends, ("warn", "fail"))
        if abs(value) < float("inf")
    ]


@pytest.mark.parametrize("name", standard_names())
def test_every_rule_has_whole_sentences_that_can_be_translated(name: str) -> None:
    standard = load_standard(name)
    kinds = [{"rule": "shot_type", "outcome": "fail", "unit": "", "kind": kind} for kind in WORDS]
    told = [reason(one, standard) for one in kinds]
    for rule in standard.rules:
        assert set(words()["rules"][rule.id]) == {
            side for side in ("low", "high") if getattr(rule, side)
        }
        told += misses(standard, rule)
    assert [one for one in told if not WHOLE.fullmatch(one) or NEVER.search(one)] == []
    assert [one for one in (*told, *words()["kept"].values()) if left_english(one)] == []


def test_the_worst_come_first_those_of_one_deed_once_and_what_is_good_is_said() -> None:
    verdict = judge(
        analysis(head_height=0.2, body_below_chin=8.0, back_light=6.0, edge_blur=3.0, noise=12.0),
        load_standard("headshot"),
    )
    found = as_kept([one._asdict() for one in verdict.findings], verdict.shot_type)
    told = person_words(found, load_standard("headshot"))
    assert len(told.reasons) == len({one.split(":")[0] for one in told.reasons}) == 3
    assert told.kept == (
        "The background is fine.",
        "You are turned to the camera as you should be.",
        "Your eyes can be seen well.",
    )
    small = {"rule": "head_height", "outcome": "fail", "value": 0.22, "unit": "share"}
    assert reason(small, load_standard("headshot")) == (
        f"Stand closer to the camera: your head takes 22{NBSP}% of the picture's height; "
        f"it should be 45{NBSP}% to 80{NBSP}%."
    )


def test_a_companys_own_standard_asks_by_its_own_numbers_and_else_by_the_rules_advice() -> None:
    own = {"rules": {"head_height": {"pass": [0.5, 0.7]}}}
    standard = read_own("ours", OwnFile("Ours", "Ours.", "headshot", own))
    small = {"rule": "head_height", "outcome": "warn", "value": 0.45, "unit": "share"}
    assert f"50{NBSP}% to 70{NBSP}% is better." in reason(small, standard)
    new = replace(standard.rule("noise"), id="film_grain")
    assert rule_reason(new, 12.0, "", failed=True) == "Use more light, and a lower ISO."
    assert reason({**small, "rule": "gone"}, standard) == ""
