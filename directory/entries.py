"""One line of a staff list, and the rules that every line keeps, wherever it comes from.

The CSV reader, the import command and the admin's import all ask here, so that
they accept and refuse the same and say it in the same words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_noop

from directory.languages import LANGUAGES, language_code
from directory.names import fold

LONGEST_CELL = 200
LONGEST_EMPLOYEE_ID = 64
# A spreadsheet takes a cell that starts like this for a formula; the last four are full-width.
FORMULA_SIGNS = frozenset("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
STATUSES = ("active", "left")
# "-" and its longer relatives stand for "nothing" in many lists.
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
# Signs that turn the direction of writing: they make a name look like another one.
TURNING_SIGNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Pasted along from web pages around a word; the space is there to reach those behind it.
INVISIBLE_SIGNS = " \u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
UNREADABLE_SIGN = "\ufffd"


class Code(StrEnum):
    """What is wrong with a line, for programs."""

    REQUIRED = "required"
    INVALID = "invalid"
    REPEATED = "repeated"
    TAKEN = "taken"
    OUT_OF_REACH = "out_of_reach"


@dataclass(frozen=True)
class Problem:
    """Why a line stays out, for people; line 0 is a name that comes from no list.

    `field` is the name of the column it is about, empty where the line cannot be read at all.
    """

    line: int
    sentence: str
    field: str = ""
    code: Code = Code.INVALID

    def __str__(self) -> str:
        if not self.line:
            return self.sentence
        return gettext("Line %(line)s: %(sentence)s") % {
            "line": in_thousands(self.line),
            "sentence": self.sentence,
        }


@dataclass(frozen=True)
class Entry:
    """One person as a list describes them; an empty cell says nothing."""

    line: int
    employee_id: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    department: str = ""
    job_title: str = ""
    location: str = ""
    status: str = ""
    badge_number: str = ""
    language: str = ""
    photo: str = ""

    @property
    def full_name(self) -> str:
        """First and last name as one line."""
        return f"{self.first_name} {self.last_name}".strip()


def in_thousands(number: int) -> str:
    """A number for people to read."""
    return number_format(number, force_grouping=True)


def nothing_more(_: str) -> str:
    """The rule of a column that takes any text."""
    return ""


def employee_id_complaint(value: str) -> str:
    """An id is part of web addresses, where a slash would divide it."""
    return gettext("Employee ID may hold no slash.") if "/" in value or "\\" in value else ""


def badge_complaint(value: str) -> str:
    """Files are named by it, where a slash would divide it."""
    return gettext("Badge number may hold no slash.") if "/" in value or "\\" in value else ""


def email_complaint(value: str) -> str:
    """Judged as the database's own column does."""
    try:
        validate_email(value)
    except ValidationError:
        return gettext("“%(value)s” is not an e-mail address.") % {"value": value}
    return ""


def status_complaint(value: str) -> str:
    """Only the words of STATUSES."""
    if value in STATUSES:
        return ""
    return gettext("Status “%(value)s” is unknown: write active or left.") % {"value": value}


def language_complaint(value: str) -> str:
    """Only languages that messages are written in."""
    if value in LANGUAGES:
        return ""
    return gettext("Language “%(value)s” is unknown: write one of %(known)s.") % {
        "value": value,
        "known": ", ".join(LANGUAGES),
    }


@dataclass(frozen=True)
class Column:
    """A column of a staff list: `name` in programs, `title` in sentences, `also` in headers."""

    name: str
    title: str
    longest: int = LONGEST_CELL
    is_needed: bool = False
    also: tuple[str, ...] = ()
    rule: Callable[[str], str] = nothing_more

    def gap(self) -> str:
        """That the cell is empty."""
        return gettext("%(column)s is missing.") % {"column": gettext(self.title)}

    def complaint(self, value: str) -> str:
        """What is wrong with the cell, or nothing."""
        if not value:
            return self.gap() if self.is_needed else ""
        if is_unreadable(value):
            return gettext("%(column)s has signs that cannot be read: type it again.") % {
                "column": gettext(self.title)
            }
        if len(value) > self.longest:
            return gettext("%(column)s has %(count)s characters; %(most)s are allowed.") % {
                "column": gettext(self.title),
                "count": in_thousands(len(value)),
                "most": self.longest,
            }
        return formula_complaint(gettext(self.title), value) or self.rule(value)


COLUMNS = (
    Column(
        "employee_id",
        gettext_noop("Employee ID"),
        longest=LONGEST_EMPLOYEE_ID,
        is_needed=True,
        also=(
            "Employee number",
            "Employee no",
            "Staff ID",
            "Personnel number",
            "Personalnummer",
            "Mitarbeiternummer",
        ),
        rule=employee_id_complaint,
    ),
    Column(
        "first_name",
        gettext_noop("First name"),
        is_needed=True,
        also=("Given name", "Forename", "Vorname"),
    ),
    Column(
        "last_name",
        gettext_noop("Last name"),
        also=("Surname", "Family name", "Nachname", "Familienname"),
    ),
    Column("email", gettext_noop("E-mail"), also=("E-mail address", "Mail"), rule=email_complaint),
    Column("department", gettext_noop("Department"), also=("Abteilung",)),
    Column(
        "job_title", gettext_noop("Job title"), also=("Title", "Position", "Funktion", "Stelle")
    ),
    Column("location", gettext_noop("Location"), also=("Office", "Site", "Standort")),
    Column("status", gettext_noop("Status"), rule=status_complaint),
    Column(
        "badge_number",
        gettext_noop("Badge number"),
        longest=LONGEST_EMPLOYEE_ID,
        also=("Badge", "Badge no", "Badge ID", "Ausweisnummer"),
        rule=badge_complaint,
    ),
    Column("language", gettext_noop("Language"), also=("Sprache",), rule=language_complaint),
    Column("photo", gettext_noop("Photo"), also=("Photo file", "Photo name", "Picture", "Foto")),
)


def formula_complaint(title: str, value: str) -> str:
    """Refuse what a spreadsheet would run: no name, title or place starts like that."""
    if value[:1] not in FORMULA_SIGNS:
        return ""
    return gettext("%(column)s starts with “%(sign)s”, as a formula does: remove that sign.") % {
        "column": title,
        "sign": value[0],
    }


def defused(value: str) -> str:
    """The cell for an export: marked as text where a spreadsheet would run it."""
    return f"'{value}" if value[:1] in FORMULA_SIGNS else value


def is_unreadable(value: str) -> bool:
    """Whether there are signs in it that were damaged, or that nobody can see."""
    return any(
        sign == UNREADABLE_SIGN or sign in TURNING_SIGNS or unicodedata.category(sign) == "Cc"
        for sign in value
    )


def tidy(cell: str) -> str:
    """The cell as one line, without what surrounds the words; a lone dash is nothing."""
    text = " ".join(unicodedata.normalize("NFC", cell).split()).strip(INVISIBLE_SIGNS)
    if text[:1] == "'" and text.lstrip("'")[:1] in FORMULA_SIGNS:
        text = text.lstrip("'")  # the mark that an export sets before a formula
    return "" if text and set(text) <= DASHES else text


def entry_from(line: int, cells: Mapping[str, str]) -> Entry:
    """The line's entry; `cells` by the columns' names."""
    tidied = {name: tidy(cell) for name, cell in cells.items()}
    tidied["status"] = tidied.get("status", "").lower()
    tidied["language"] = language_code(tidied.get("language", ""))
    return Entry(line, **tidied)


def header_key(title: str) -> str:
    """A header's letters and digits alone: "E-Mail", "e_mail" and "email" are one."""
    return "".join(sign for sign in fold(title) if sign.isalnum())


COLUMN_BY_KEY = {
    header_key(title): column
    for column in COLUMNS
    for title in (column.name, column.title, *column.also)
}


def column_of(title: str) -> Column | None:
    """The column that a header means."""
    return COLUMN_BY_KEY.get(header_key(title))


def complaints(entry: Entry) -> Iterator[Problem]:
    """Everything that is wrong with the entry by itself."""
    for column in COLUMNS:
        value = getattr(entry, column.name)
        if sentence := column.complaint(value):
            code = Code.INVALID if value else Code.REQUIRED
            yield Problem(entry.line, sentence, column.name, code)


@dataclass(frozen=True)
class Checked:
    """Entries that keep the rules, and what is wrong with the others."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def check(entries: Iterable[Entry]) -> Checked:
    """Judge each entry by itself and against those before it in the list."""
    good: list[Entry] = []
    problems: list[Problem] = []
    first_with: dict[str, Entry] = {}
    for entry in entries:
        wrong = [*complaints(entry), *_doubles(entry, first_with)]
        problems += wrong
        if not wrong:
            good.append(entry)
    return Checked(tuple(good), tuple(problems))


def _doubles(entry: Entry, first_with: dict[str, Entry]) -> Iterator[Problem]:
    """What the entry repeats of an earlier one; what it does not is remembered."""
    if entry.employee_id:
        first = first_with.setdefault(f"id {entry.employee_id}", entry)
        if first is not entry:
            told = gettext("Employee ID %(id)s is already in line %(line)s.") % {
                "id": entry.employee_id,
                "line": in_thousands(first.line),
            }
            yield Problem(entry.line, told, "employee_id", Code.REPEATED)
    if entry.email:
        first = first_with.setdefault(f"email {entry.email.lower()}", entry)
        if first is not entry:
            told = gettext("E-mail %(email)s is already in line %(line)s.") % {
                "email": entry.email,
                "line": in_thousands(first.line),
            }
            yield Problem(entry.line, told, "email", Code.REPEATED)
