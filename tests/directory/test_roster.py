"""A staff list's bytes become people, or sentences with line numbers."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.entries import COLUMNS, FORMULA_SIGNS, Entry, header_key, tidy
from directory.roster import DELIMITERS, Roster, UnreadableRoster, read_roster

HEADER = "Employee ID,First name,Last name,E-mail,Department,Job title,Location,Status,Photo"
UMLAUTS = "Employee ID;First name;Location\ne1;Jürgen;Zürich\n"


def problems(text: str) -> list[str]:
    return [str(problem) for problem in read_roster(text.encode()).problems]


def refusal(content: bytes, **limits: int) -> str:
    with pytest.raises(UnreadableRoster) as refused:
        read_roster(content, **limits)
    return refused.value.message


def test_the_demo_team_is_read_without_a_problem(demo_team: Path) -> None:
    roster = read_roster((demo_team / "team.csv").read_bytes())
    assert len(roster.entries) == 24
    assert roster.problems == ()
    assert roster.entries[0] == Entry(
        line=2,
        employee_id="e1001",
        first_name="Amara",
        last_name="Okafor",
        email="amara.okafor@example.com",
        department="Engineering",
        job_title="Staff Engineer",
        location="Lagos",
        photo="e1001-amara-okafor.jpg",
    )


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_every_usual_encoding_is_read(encoding: str) -> None:
    [entry] = read_roster(UMLAUTS.encode(encoding)).entries
    assert (entry.first_name, entry.location) == ("Jürgen", "Zürich")


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_usual_delimiter_and_line_end_is_read(delimiter: str, line_end: str) -> None:
    text = HEADER.replace(",", delimiter) + line_end + delimiter.join(["007", "Mei", "Tanaka"])
    [entry] = read_roster(text.encode()).entries
    assert (entry.line, entry.employee_id, entry.last_name) == (2, "007", "Tanaka")


def test_excels_own_hint_of_the_delimiter_is_no_header() -> None:
    [entry] = read_roster(b"sep=;\r\nEmployee ID;First name\r\ne1;Mei\r\n").entries
    assert (entry.line, entry.first_name) == (3, "Mei")


@pytest.mark.parametrize(
    "header", ["employee_id,first_name", "EMPLOYEE ID,FIRST-NAME", " Employee Id , First Name "]
)
def test_headers_are_matched_kindly(header: str) -> None:
    assert read_roster(f"{header}\ne1,Mei\n".encode()).entries[0].first_name == "Mei"


def test_columns_that_nobody_reads_are_named() -> None:
    roster = read_roster(b"Employee ID,First name,Phone,,Salary\ne1,Mei,1,2,3\n")
    assert roster.unused_columns == ("Phone", "Salary")


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (",Mei", "Employee ID is missing."),
        ("e1,", "First name is missing."),
        ("e1,-", "First name is missing."),
        ("e1,Mei,,mei at example", "“mei at example” is not an e-mail address."),
        ("e1,Mei,,,,,,gone", "Status “gone” is unknown: write active or left."),
        ("e1," + "M" * 201, "First name has 201 characters; 200 are allowed."),
        ("e" * 65 + ",Mei", "Employee ID has 65 characters; 64 are allowed."),
        ("e/1,Mei", "Employee ID may hold no slash."),
        ("e1,=1+1", "First name starts with “=”, as a formula does: remove that sign."),
        (
            "e1,Mei,,,,\uff0bLead",
            "Job title starts with “\uff0b”, as a formula does: remove that sign.",
        ),
        ("e1,M\x07ei", "First name has signs that cannot be read: type it again."),
        ("e1,Mei\u202eakanaT", "First name has signs that cannot be read: type it again."),
        (
            "e1,Mei,,,,,,,,stray",
            "There are 10 cells where the first line has 9: "
            "a cell with a comma or semicolon in it needs quotation marks.",
        ),
        (
            'e1,"Mei" Tanaka',
            "The quotation marks do not match, so it is unclear where a cell ends.",
        ),
    ],
)
def test_a_bad_line_is_told_with_its_number(cells: str, sentence: str) -> None:
    assert problems(f"{HEADER}\ne0,Amara\n{cells}\n") == [f"Line 3: {sentence}"]


def test_a_damaged_sign_is_told_with_its_line() -> None:
    content = "Employee ID,First name\ne1,Jürgen\ne2,Müller\ne3,J".encode() + b"\xfcrgen\n"
    roster = read_roster(content)
    assert [entry.first_name for entry in roster.entries] == ["Jürgen", "Müller"]
    assert [str(problem) for problem in roster.problems] == [
        "Line 4: First name has signs that cannot be read: type it again."
    ]


def test_doubles_name_the_line_they_repeat() -> None:
    text = f"{HEADER}\ne1,Mei,,mei@example.com\ne1,Kenji\ne3,Priya,,MEI@example.com\n"
    assert problems(text) == [
        "Line 3: Employee ID e1 is already in line 2.",
        "Line 4: E-mail MEI@example.com is already in line 2.",
    ]


def test_ids_are_text() -> None:
    roster = read_roster(b"Employee ID,First name\n007,Mei\n7,Kenji\n")
    assert [entry.employee_id for entry in roster.entries] == ["007", "7"]


def test_line_breaks_inside_cells_count_as_lines_of_the_file() -> None:
    text = f'{HEADER}\n\ne1,Mei,,,,"Lead\nand\nmore"\n\ne2,\n'
    roster = read_roster(text.encode())
    assert roster.entries[0].job_title == "Lead and more"
    assert [problem.line for problem in roster.problems] == [7]


def test_an_open_quotation_mark_names_every_line_it_swallows() -> None:
    [problem] = problems(f'{HEADER}\ne1,Mei\ne2,"Kenji\ne3,Priya\ne4,Arjun\n')
    assert problem.startswith("Line 3: The quotation marks do not match")
    assert problem.endswith("as far as line 5.")


def test_blank_lines_and_trailing_empty_cells_are_no_problem() -> None:
    roster = read_roster(b"Employee ID,First name\n\n , \ne1,Mei,,,\n,,\n")
    assert len(roster.entries) == 1
    assert roster.problems == ()


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b" , ,\n"])
def test_an_empty_file_is_one_sentence(content: bytes) -> None:
    assert refusal(content) == "The file is empty."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Name,Mail\nMei,m@example.com\n", "The first line names no column “Employee ID”."),
        (b"Employee ID\ne1\n", "The first line names no column “First name”."),
        (
            b"Employee ID,First name,E-mail,Mail\n",
            "The first line names the column “E-mail” twice.",
        ),
        (
            b"PK\x03\x04rest of a workbook",
            "This workbook cannot be read: open it in Excel and save it anew as XLSX.",
        ),
        (b"a," * 1_000 + b"\n", "The first line names more than 1,000 columns."),
        (b"\x89PNG\r\n\x1a\n\x00", "This is not a text file: save the list as CSV."),
    ],
)
def test_a_file_that_is_no_list_is_one_sentence(content: bytes, sentence: str) -> None:
    assert refusal(content) == sentence


def test_a_photo_is_no_list(demo_team: Path) -> None:
    photo = (demo_team / "e1001-amara-okafor.jpg").read_bytes()
    assert refusal(photo) == "This is not a text file: save the list as CSV."


def test_a_list_longer_than_allowed_is_refused() -> None:
    text = "Employee ID,First name\n" + "".join(f"e{n},Mei\n" for n in range(4))
    assert len(read_roster(text.encode(), most_rows=4).entries) == 4
    assert refusal(text.encode(), most_rows=3) == "The list is longer than 3 lines: divide it."


def test_a_file_larger_than_allowed_is_refused_unread() -> None:
    assert refusal(b"x" * 20_000_001) == "The file is larger than 20 MB."


def test_headers_of_all_columns_are_told_apart() -> None:
    keys = [header_key(title) for column in COLUMNS for title in (column.title, *column.also)]
    assert len(keys) == len(set(keys))


def entries_or_refusal(content: bytes) -> Roster | str:
    try:
        return read_roster(content)
    except UnreadableRoster as refused:
        return refused.message


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_crash(content: bytes) -> None:
    answer = entries_or_refusal(content)
    assert isinstance(answer, Roster) or answer.endswith(".")


@given(st.text(max_size=200), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_no_text_below_a_good_header_makes_the_reader_crash(text: str, encoding: str) -> None:
    answer = entries_or_refusal(f"{HEADER}\n{text}\n".encode(encoding, errors="replace"))
    if isinstance(answer, Roster):
        assert all(problem.line >= 2 for problem in answer.problems)
        assert all(entry.employee_id and entry.first_name for entry in answer.entries)
    else:
        assert answer == "This is not a text file: save the list as CSV."


words = st.text(
    st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="\\/"), min_size=1
).map(tidy)
plain_words = words.filter(lambda word: 0 < len(word) <= 60 and word[0] not in FORMULA_SIGNS)


@given(
    names=st.lists(st.tuples(plain_words, plain_words, plain_words), max_size=8),
    delimiter=st.sampled_from(DELIMITERS),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    is_all_quoted=st.booleans(),
)
def test_what_is_written_is_read(
    names: list[tuple[str, str, str]], delimiter: str, encoding: str, is_all_quoted: bool
) -> None:
    stream = io.StringIO()
    writer = csv.writer(
        stream,
        delimiter=delimiter,
        quoting=csv.QUOTE_ALL if is_all_quoted else csv.QUOTE_MINIMAL,
    )
    writer.writerow(["Employee ID", "First name", "Last name", "Location"])
    for number, cells in enumerate(names):
        writer.writerow([f"{number:03}", *cells])
    roster = read_roster(stream.getvalue().encode(encoding))
    assert roster.problems == ()
    read = [(entry.first_name, entry.last_name, entry.location) for entry in roster.entries]
    assert read == names
    assert [entry.employee_id for entry in roster.entries] == [
        f"{n:03}" for n in range(len(names))
    ]


@given(st.text(max_size=30))
def test_tidying_twice_is_tidying_once(cell: str) -> None:
    assert tidy(tidy(cell)) == tidy(cell)
