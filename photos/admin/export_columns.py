"""What a line of each list says in a file. The columns' names are data and not translated."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from directory.models import Person
from photos.admin.last_decision import reviewer_name
from photos.admin.table_files import Cell
from photos.admin.written import card_of
from photos.ages import taken_at
from photos.labels import state_words, verdict_words
from photos.models import Photo, Review


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column's name, and its cell for a row of the list."""

    name: str
    cell: Callable[[Any], Cell]


def yes_or_no(answer: bool) -> str:
    """For a column that is asked."""
    return "yes" if answer else "no"


def department_name(person: Person) -> str:
    """Where they work, or nothing."""
    return person.department.name if person.department else ""


def of_decision(cell: Callable[[Review], Cell]) -> Callable[[Any], Cell]:
    """A cell of the last decision's, empty without one."""
    return lambda row: cell(row.last_decision) if row.last_decision else None


def of_photo(cell: Callable[[Photo], Cell]) -> Callable[[Any], Cell]:
    """A cell of a person's current photo, empty without one."""

    def in_person(person: Person) -> Cell:
        photo = card_of(person).photo
        return cell(photo) if photo else None

    return in_person


def standard_of(photo: Photo) -> str:
    """By which standard it was judged last."""
    return photo.judgement.standard if photo.judgement else ""


DECISION = (
    ExportColumn("last_decision", of_decision(lambda review: review.get_decision_display())),
    ExportColumn("decided", of_decision(lambda review: review.created_at)),
    ExportColumn("reviewer", of_decision(reviewer_name)),
    ExportColumn("reason", of_decision(lambda review: review.reason)),
)
# The first nine are those of a staff list: importing the file again changes nobody.
PEOPLE = (
    ExportColumn("employee_id", lambda person: person.employee_id),
    ExportColumn("first_name", lambda person: person.first_name),
    ExportColumn("last_name", lambda person: person.last_name),
    ExportColumn("email", lambda person: person.email),
    ExportColumn("department", department_name),
    ExportColumn("job_title", lambda person: person.job_title),
    ExportColumn("location", lambda person: person.location),
    ExportColumn("status", lambda person: person.status),
    ExportColumn("badge_number", lambda person: person.badge_number),
    ExportColumn("language", lambda person: person.language),
    ExportColumn("photo_state", lambda person: state_words(card_of(person).photo_state)),
    ExportColumn("verdict", lambda person: verdict_words(card_of(person).verdict)),
    ExportColumn("score", lambda person: card_of(person).score),
    ExportColumn("needs_retake", lambda person: yes_or_no(card_of(person).needs_retake)),
    ExportColumn("main_reason", lambda person: card_of(person).main_reason),
    ExportColumn("photo_taken", of_photo(taken_at)),
    *DECISION,
)
PHOTOS = (
    ExportColumn("employee_id", lambda photo: photo.person.employee_id),
    ExportColumn("name", lambda photo: photo.person.full_name),
    ExportColumn("department", lambda photo: department_name(photo.person)),
    ExportColumn("location", lambda photo: photo.person.location),
    ExportColumn("photo_state", lambda photo: state_words(photo.state)),
    ExportColumn("current", lambda photo: yes_or_no(photo.is_current)),
    ExportColumn("made_for", lambda photo: photo.purpose),
    ExportColumn("verdict", lambda photo: verdict_words(photo.verdict)),
    ExportColumn("score", lambda photo: photo.score),
    ExportColumn("main_reason", lambda photo: photo.main_reason),
    ExportColumn("standard", standard_of),
    ExportColumn("uploaded", lambda photo: photo.uploaded_at),
    ExportColumn("taken", lambda photo: photo.captured_at),
    *DECISION,
)
DEPARTMENTS = (
    ExportColumn("name", lambda department: department.name),
    ExportColumn("short_name", lambda department: department.slug),
    ExportColumn("people", lambda department: department.counts.people),
    ExportColumn("passed_to_approve", lambda department: department.counts.passed),
    ExportColumn("need_a_retake", lambda department: department.counts.need_a_retake),
    ExportColumn("photos_alike", lambda department: department.counts.team_score),
)
