"""A company's own standards: kept as versions, in force at once, carried as files."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import DjangoAssertNumQueries

from photos import standard_changes, standards
from photos.models import DepartmentStandard, StandardChoice
from photos.quality.own_standards import OwnFile, as_file, differences, read_file, read_own
from photos.quality.standard import StandardError, load_standard
from photos.standard_changes import ChangedMeanwhile, Why
from tests import factories

SMALLER_HEADS = {"rules": {"head_height": {"warn": [0.6, None], "pass": [0.6, None],
                                           "target": [0.6, 0.66]}}}  # fmt: skip
FILE = OwnFile('Our "own"', "Ours.", "corporate", SMALLER_HEADS | {"shot_types": ["headshot"]})


def why(note: str = "People asked.") -> Why:
    return Why(factories.hr_user(), note)


def test_a_file_comes_back_as_it_was() -> None:
    assert read_file(as_file(FILE)) == FILE
    own = read_own("ours", FILE)
    assert own.rule("head_height").warns.low == 0.6
    assert own.rule("headroom") == load_standard("corporate").rule("headroom")
    assert differences(own, load_standard("corporate")) == FILE.tables


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("[rules.head_size]\npass = [0, 1]", "rules.head_size: there is no such rule"),
        ("[rules.head_height]\npass = [0.3]", "rules.head_height.pass: write two numbers"),
        ("[rules.head_height]\npass = [0.9, 0.95]", "rules.head_height: the target must lie in"),
        ("[rules.head_height]\ncolour = 1", "rules.head_height.colour: no such key"),
        ('[rules.head_height]\ndecides = "dog"', "rules.head_height: decides is 'dog'"),
        ('shot_types = ["selfie"]', "shot_types: write a list"),
        ("weights = 3", "weights: no such key"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_by_rule_and_key(line: str, told: str) -> None:
    with pytest.raises(StandardError, match=told.replace(".", r"\.")):
        read_file(as_file(replace(FILE, tables={})) + line)


@pytest.mark.django_db
def test_a_saved_version_judges_whom_it_is_chosen_for() -> None:
    photo = factories.measured_photo(factories.person(), state="approved")
    own = standard_changes.create(OwnFile("Ours", "Ours.", "headshot", {}), why())
    standard_changes.choose("ours", photo.person.department, why())
    photo.refresh_from_db()
    first = photo.judgement
    assert first is not None
    assert first.standard == "ours"
    standard_changes.save(own, 1, SMALLER_HEADS, why())
    photo.refresh_from_db()
    assert photo.judgement != first
    assert photo.main_rule == "head_height"  # 52 % of the height is too little now
    assert photo.state == "approved"  # a person's decision
    assert standards.standard_that_judged(first).rule("head_height").warns.low == 0.3
    assert not standards.photos_behind(standards.standard_named("ours")).exists()
    with pytest.raises(ChangedMeanwhile):
        standard_changes.save(own, 1, {}, why())


@pytest.mark.django_db
def test_the_companys_choice_counts_before_the_setting(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for title in ("One", "Two", "Three"):
        standard_changes.create(OwnFile(title, "Ours.", "creative", {}), why())
    standard_changes.choose("two", None, why())
    DepartmentStandard.objects.create(department=factories.department(), standard="three")
    with django_assert_num_queries(2):
        found = standards.standards_in_use()
    assert (found.company.name, found.company.based_on) == ("two", "creative")
    assert found.of(factories.person()).name == "three"
    assert StandardChoice.objects.count() == 1


def test_files_are_judged_by_an_exported_standard(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(as_file(replace(FILE, based_on="nothing")))
    with pytest.raises(CommandError, match="no shipped standard 'nothing'"):
        call_command("assess", str(tmp_path), standard=str(tmp_path / "ours.toml"))
