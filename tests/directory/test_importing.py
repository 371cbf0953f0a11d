"""A staff list becomes people: all of it or nothing, as often as one likes."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.entries import Entry
from directory.importing import ImportConflict, ImportReport, import_roster, write_people
from directory.models import Department, Person
from directory.roster import read_roster
from tests import factories

pytestmark = pytest.mark.django_db
HEADER = "employee_id,first_name,last_name,email,department,job_title,location,status\n"


def import_lines(*lines: str, skip_bad: bool = False, dry_run: bool = False) -> ImportReport:
    roster = read_roster((HEADER + "\n".join(lines)).encode())
    return import_roster(roster, skip_bad=skip_bad, dry_run=dry_run)


def told(report: ImportReport) -> list[str]:
    return [str(problem) for problem in report.plan.problems]


def counts(report: ImportReport) -> list[int]:
    plan = report.plan
    return [len(plan.created), len(plan.updated), len(plan.unchanged)]


def emails() -> dict[str, str]:
    return dict(Person.objects.values_list("employee_id", "email"))


def test_the_demo_team_comes_in_whole(demo_team: Path) -> None:
    report = import_roster(read_roster((demo_team / "team.csv").read_bytes()))
    assert counts(report) == [24, 0, 0]
    amara = Person.objects.get(employee_id="e1001")
    assert str(amara.department) == "Engineering"
    assert (amara.full_name, amara.status) == ("Amara Okafor", "active")
    assert len(report.changed_ids) == Person.objects.count() == 24


def test_a_second_import_changes_nothing(demo_team: Path) -> None:
    roster = read_roster((demo_team / "team.csv").read_bytes())
    import_roster(roster)
    before = list(Person.objects.order_by("pk").values())
    report = import_roster(roster)
    assert counts(report) == [0, 0, 24]
    assert report.changed_ids == ()
    assert list(Person.objects.order_by("pk").values()) == before


def test_a_changed_line_changes_its_person_alone() -> None:
    mei, kenji = factories.person("e1003"), factories.person("e1008")
    report = import_lines("e1003,Mei,Tanaka-Mori", "e1008,Kenji,Mori")
    assert counts(report) == [0, 1, 1]
    assert report.changed_ids == (mei.pk,)
    mei.refresh_from_db()
    assert mei.last_name == "Tanaka-Mori"
    assert Person.objects.matching("tanaka-mori").get() == mei
    assert Person.objects.get(pk=kenji.pk).last_name == "Mori"


def test_an_empty_cell_erases_nothing() -> None:
    person = factories.person("e1003", status="left")
    report = import_lines("e1003,Mei,,,,,,")
    assert counts(report) == [0, 0, 1]
    person.refresh_from_db()
    assert (person.last_name, person.email) == ("Tanaka", "mei.tanaka@example.com")
    assert (str(person.department), person.status) == ("Design", "left")


def test_people_whom_the_list_does_not_name_stay() -> None:
    factories.person("e1003")
    import_lines("e1008,Kenji,Mori")
    assert Person.objects.count() == 2


def test_one_bad_line_and_nothing_is_written() -> None:
    report = import_lines("e1,Mei,,,Design", "e2,", "e3,Priya")
    assert not report.is_written
    assert told(report) == ["Line 3: First name is missing."]
    assert not Person.objects.exists()
    assert not Department.objects.exists()


def test_bad_lines_are_left_out_when_asked() -> None:
    report = import_lines("e1,Mei", "e2,", "e3,Priya", skip_bad=True)
    assert report.is_written
    assert set(Person.objects.values_list("employee_id", flat=True)) == {"e1", "e3"}
    assert told(report) == ["Line 3: First name is missing."]


@pytest.mark.parametrize("skip_bad", [False, True])
def test_a_dry_run_says_the_same_and_writes_nothing(skip_bad: bool) -> None:
    factories.person("e1003")
    lines = ["e1003,Mei,Mori", "e1008,Kenji,Mori,,Design", "e2,"]
    rehearsal = import_lines(*lines, skip_bad=skip_bad, dry_run=True)
    assert not rehearsal.is_written
    assert Person.objects.get().last_name == "Tanaka"
    performance = import_lines(*lines, skip_bad=skip_bad)
    assert performance.plan == rehearsal.plan


def test_an_address_of_somebody_else_is_told_with_the_line() -> None:
    factories.person("e1003")
    report = import_lines("e1,Priya,,MEI.Tanaka@example.com")
    assert told(report) == ["Line 2: E-mail MEI.Tanaka@example.com belongs to employee e1003."]
    assert Person.objects.count() == 1


def test_two_people_may_swap_their_addresses() -> None:
    factories.person("e1003")
    factories.person("e1008")
    report = import_lines(
        "e1003,Mei,,kenji.mori@example.com", "e1008,Kenji,,mei.tanaka@example.com"
    )
    assert told(report) == []
    assert emails() == {"e1003": "kenji.mori@example.com", "e1008": "mei.tanaka@example.com"}


def test_a_new_person_may_take_an_address_given_up_in_the_same_list() -> None:
    factories.person("e1003")
    report = import_lines("e1,Priya,,mei.tanaka@example.com", "e1003,Mei,,mei@example.com")
    assert report.is_written
    assert emails() == {"e1": "mei.tanaka@example.com", "e1003": "mei@example.com"}


def test_who_is_refused_keeps_the_address_that_others_wanted() -> None:
    for employee_id in ("e1001", "e1003", "e1008"):
        factories.person(employee_id)
    report = import_lines(
        "e1003,Mei,,amara.okafor@example.com",
        "e1008,Kenji,,mei.tanaka@example.com",
        "e9,Priya,,kenji.mori@example.com",
        "e10,Arjun",
        skip_bad=True,
    )
    assert told(report) == [
        "Line 2: E-mail amara.okafor@example.com belongs to employee e1001.",
        "Line 3: E-mail mei.tanaka@example.com belongs to employee e1003.",
        "Line 4: E-mail kenji.mori@example.com belongs to employee e1008.",
    ]
    assert emails()["e1003"] == "mei.tanaka@example.com"
    assert "e10" in emails()


def test_an_address_taken_since_the_plan_undoes_everything() -> None:
    factories.person("e1003")
    late = [
        Entry(2, "e1", "Priya", department="Legal", status="active"),
        Entry(3, "e2", "Arjun", email="mei.tanaka@example.com", status="active"),
    ]
    with pytest.raises(ImportConflict, match="Nothing was written: import again"):
        write_people(late)
    assert Person.objects.get().email == "mei.tanaka@example.com"
    assert not Department.objects.filter(name="Legal").exists()


def test_an_address_may_change_its_case() -> None:
    factories.person("e1003")
    import_lines("e1003,Mei,,Mei.Tanaka@example.com")
    assert emails() == {"e1003": "Mei.Tanaka@example.com"}


def test_departments_are_found_in_any_case_and_made_once() -> None:
    finance = factories.department("Finance")
    import_lines("e1,Mei,,,FINANCE", "e2,Kenji,,,Legal & Tax", "e3,Priya,,,legal & tax")
    assert Person.objects.get(employee_id="e1").department == finance
    assert set(Department.objects.values_list("name", flat=True)) == {"Finance", "Legal & Tax"}


def test_departments_with_the_same_slug_get_a_number() -> None:
    import_lines("e1,Mei,,,Legal Tax", "e2,Kenji,,,Legal & Tax", "e3,Priya,,,&", "e4,Arjun,,,%")
    slugs = set(Department.objects.values_list("slug", flat=True))
    assert slugs == {"legal-tax", "legal-tax-2", "department", "department-2"}


def queries_for(people: int) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        import_lines(*(f"q{number},Mei,,q{number}@example.com" for number in range(people)))
    return len(queries)


def test_the_queries_do_not_grow_with_the_people() -> None:
    few = queries_for(3)
    assert queries_for(60) == few


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("MÜLL", True),
        ("mull", True),
        ("muller jorg", True),
        ("straße", True),
        ("STRASSE", True),
        ("mei", False),
    ],
)
def test_people_are_found_without_case_and_accents(words: str, found: bool) -> None:
    import_lines("e1,Jörg,Müller-Straße")
    assert Person.objects.matching(words).exists() is found


def test_people_are_found_by_id_and_address() -> None:
    mei = factories.person("e1003")
    factories.person("e1008")
    assert Person.objects.matching("E1003").get() == mei
    assert Person.objects.matching("mei.tanaka@ tanaka").get() == mei
