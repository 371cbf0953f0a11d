"""The admin's import takes and refuses what the command does, in the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from import_export.results import Result, RowResult
from tablib import Dataset

from directory.csv_format import RosterCSV
from directory.importing import plan_import
from directory.models import Department, Person
from directory.resources import PersonResource
from directory.roster import read_roster
from tests import factories

HEADER = "Employee ID;First name;Last name;E-mail;Department;Job title;Location;Status\n"


class RememberingResource(PersonResource):
    """Remembers whom it was told about, as the admin's own does with its cards."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[int] = []

    def people_written(self, person_ids: list[int]) -> None:
        self.told += person_ids


def import_bytes(
    content: bytes, *, dry_run: bool = False, resource: PersonResource | None = None
) -> Result:
    dataset = RosterCSV().create_dataset(content)
    return (resource or PersonResource()).import_data(dataset, dry_run=dry_run)


def import_lines(*lines: str, dry_run: bool = False) -> Result:
    return import_bytes((HEADER + "\n".join(lines)).encode(), dry_run=dry_run)


def sentences(result: Result) -> list[str]:
    return [message for row in result.invalid_rows for message in row.error.messages]


def kinds(result: Result) -> list[str]:
    return [row.import_type for row in result.rows]


@pytest.mark.django_db
def test_people_come_in_with_their_departments() -> None:
    result = import_lines("e1;Jürgen;Müller;j@example.com;Legal & Tax;Counsel;Zürich;left")
    assert kinds(result) == [RowResult.IMPORT_TYPE_NEW]
    person = Person.objects.get()
    assert (person.full_name, person.status) == ("Jürgen Müller", "left")
    assert str(person.department) == "Legal & Tax"
    assert Person.objects.matching("muller").get() == person


@pytest.mark.django_db
def test_a_preview_shows_what_would_change_and_writes_nothing() -> None:
    factories.person("e1003")
    factories.person("e1008")
    result = import_lines("e1003;Mei;Mori", "e1008;Kenji", "e9;Priya;;;New", dry_run=True)
    assert kinds(result) == ["update", "skip", "new"]
    assert "Mori" in result.rows[0].diff[2]
    assert Person.objects.get(employee_id="e1003").last_name == "Tanaka"
    assert not Department.objects.filter(name="New").exists()


@pytest.mark.django_db
def test_a_changed_name_is_found_by_search() -> None:
    mei = factories.person("e1003")
    import_lines("e1003;Mei;Østergård-Müller")
    assert Person.objects.matching("mull").get() == mei


@pytest.mark.django_db
def test_every_bad_row_has_the_sentences_of_the_list() -> None:
    factories.person("e1003")
    result = import_lines(
        "e1;Priya;;mei.tanaka@example.com",
        ";=cmd;;nowhere",
        'e3;"Arjun" x',
        "e4;Henrik;;;;;;;;stray",
        dry_run=True,
    )
    assert sentences(result) == [
        "Line 2: E-mail mei.tanaka@example.com belongs to employee e1003.",
        "Line 3: Employee ID is missing.",
        "Line 3: First name starts with “=”, as a formula does: remove that sign.",
        "Line 3: “nowhere” is not an e-mail address.",
        "Line 4: The quotation marks do not match, so it is unclear where a cell ends.",
        "Line 5: There are 10 cells where the first line has 8: "
        "a cell with a comma or semicolon in it needs quotation marks.",
    ]
    assert not result.has_errors()


@pytest.mark.django_db
def test_one_bad_row_and_nothing_is_written() -> None:
    import_lines("e1;Mei;;;Design", "e2;")
    assert not Person.objects.exists()
    assert not Department.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"Name,Mail\nMei,m@example.com\n", "The first line names no column “Employee ID”."),
        (b"\x89PNG\r\n\x1a\n\x00", "This is not a text file: save the list as CSV."),
    ],
)
def test_a_file_that_is_no_list_is_one_sentence(content: bytes, sentence: str) -> None:
    result = import_bytes(content, dry_run=True)
    assert [str(error.error) for error in result.base_errors] == [sentence]
    assert result.rows == []


@pytest.mark.django_db
def test_the_web_takes_fewer_rows_than_the_command() -> None:
    text = "Employee ID,First name\n" + "".join(f"e{n},Mei\n" for n in range(20_001))
    [error] = import_bytes(text.encode(), dry_run=True).base_errors
    assert str(error.error) == "The list is longer than 20,000 lines: divide it."


@pytest.mark.django_db
def test_two_people_may_swap_their_addresses() -> None:
    factories.person("e1003")
    factories.person("e1008")
    import_lines("e1003;Mei;;kenji.mori@example.com", "e1008;Kenji;;mei.tanaka@example.com")
    assert Person.objects.get(employee_id="e1003").email == "kenji.mori@example.com"
    assert Person.objects.get(employee_id="e1008").email == "mei.tanaka@example.com"


@pytest.mark.django_db
def test_the_resource_tells_whom_it_wrote() -> None:
    factories.person("e1003")
    factories.person("e1008")
    resource = RememberingResource()
    content = (HEADER + "e1003;Mei;Mori\ne1008;Kenji\ne9;Priya\n").encode()
    import_bytes(content, resource=resource)
    changed = Person.objects.filter(employee_id__in=["e1003", "e9"])
    assert sorted(resource.told) == sorted(changed.values_list("pk", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize("lines", ["e1003;Mei;Mori\ne2;\n", "e1003;Mei;Mori\n"])
def test_the_resource_tells_nothing_of_a_preview(lines: str) -> None:
    factories.person("e1003")
    resource = RememberingResource()
    import_bytes((HEADER + lines).encode(), dry_run=True, resource=resource)
    assert resource.told == []


@pytest.mark.django_db
def test_a_table_of_another_format_is_judged_the_same() -> None:
    dataset = Dataset(("007", "Mei", None), (8, "", "x"), headers=("ID no", "First name", "Phone"))
    dataset.headers = ("Employee ID", "First name", "Phone")
    result = PersonResource().import_data(dataset, dry_run=True)
    assert kinds(result) == ["new", "invalid"]
    assert sentences(result) == ["Line 3: First name is missing."]


@pytest.mark.django_db
def test_a_preview_asks_the_database_as_often_for_many_as_for_few(
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    lines = [f"q{number};Mei;;;Design" for number in range(200)]
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        import_lines(*lines, dry_run=True)


cells = st.sampled_from(["", "-", "e1", "e2", "=1", "Mei", "a@b.example", "x" * 201, "\ufffd"])
lines_of_cells = st.lists(st.lists(cells, max_size=9).map(";".join), max_size=5)


@pytest.mark.django_db(transaction=False)
@given(lines=lines_of_cells)
def test_command_and_admin_refuse_the_same(lines: list[str]) -> None:
    content = (HEADER + "\n".join(lines)).encode()
    by_command = [str(problem) for problem in plan_import(read_roster(content)).problems]
    by_admin = sentences(import_bytes(content, dry_run=True))
    assert by_admin == by_command
