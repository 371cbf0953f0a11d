"""Rows for tests, each made by a plain call; names and pictures are the demo team's."""

import csv
from datetime import timedelta
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from directory.models import Department, DepartmentAccess, Person
from photos import assess, cards, fingerprints, publications
from photos.models import Assessment, Judgement, Outcome, Photo, Publication
from photos.quality.analysis import ENGINE_VERSION, Analysis, analyse
from photos.quality.fingerprint import fingerprint_of
from photos.quality.framing import Head
from photos.quality.geometry import Box, Point
from photos.quality.measurement import Measurement
from photos.quality.picture import read_picture
from tokens.models import ApiToken

DEMO_TEAM = Path(__file__).resolve().parent.parent / "demo" / "team"
ANALYSIS = Analysis(
    engine_version=ENGINE_VERSION,
    width=640,
    height=800,
    faces=(Box(x=190, y=250, width=245, height=280),),
    head=Head(
        left_eye=Point(x=275, y=356),
        right_eye=Point(x=370, y=358),
        chin=Point(x=322, y=525),
        hair_top=144,
    ),
    measurements=(
        Measurement(name="head_height", value=0.52, unit="frame"),
        Measurement(name="sharpness", value=None, unit="", reason="The face is too small."),
    ),
    usable=Box(x=0, y=0, width=640, height=800),
)
SENTENCES = {
    Outcome.PASS: "The head fills 0.52 of the frame; 0.45 to 0.80 is right.",
    Outcome.FIX: "The head fills 0.40 of the frame; a closer crop mends it.",
    Outcome.RETAKE: "The background is busy; a plain wall is needed.",
    Outcome.UNSURE: "The eyes look closed; a person decides.",
}
OUTCOMES = {
    Outcome.PASS: "pass",
    Outcome.FIX: "fail",
    Outcome.RETAKE: "fail",
    Outcome.UNSURE: "not_assessed",
}
_numbers = count(1)


class IssuedToken(NamedTuple):
    """A token's row and the key that opens it."""

    row: ApiToken
    key: str


@cache
def demo_rows() -> tuple[dict[str, str], ...]:
    """The demo team's lines, as in team.csv."""
    with (DEMO_TEAM / "team.csv").open(newline="") as lines:
        return tuple(csv.DictReader(lines))


def picture(employee_id: str = "e1001") -> bytes:
    """A demo person's picture, as uploaded."""
    return next(DEMO_TEAM.glob(f"{employee_id}-*.jpg")).read_bytes()


def department(name: str = "Engineering") -> Department:
    """The department of that name."""
    return Department.objects.get_or_create(name=name, defaults={"slug": slugify(name)})[0]


def person(employee_id: str = "", **values: Any) -> Person:
    """A demo person for a demo id ("e1001"), a further one otherwise; with a card.

    `department` may be given as a name.
    """
    number = next(_numbers)
    made: dict[str, Any] = {
        "employee_id": employee_id or f"n{number:05}",
        "first_name": "Robin",
        "last_name": f"Example {number:05}",
        "department": "Engineering",
    }
    made |= next((row for row in demo_rows() if row["employee_id"] == employee_id), {})
    made.pop("photo", None)
    made |= values
    if isinstance(made["department"], str):
        made["department"] = department(made["department"])
    row = Person.objects.create(**made)
    cards.write([row.pk])
    return row


def team() -> list[Person]:
    """The whole demo team, without photos."""
    return [person(row["employee_id"]) for row in demo_rows()]


def photo(of: Person, **values: Any) -> Photo:
    """A stored photo of somebody: their current one, waiting unless `state` says otherwise."""
    number = next(_numbers)
    content = picture(of.employee_id) if of.employee_id in _demo_ids() else picture()
    made: dict[str, Any] = {
        "sha256": sha256(content + str(number).encode()).hexdigest(),
        "original_name": f"{of.employee_id}.jpg",
        "format": "JPEG",
        "width": 640,
        "height": 800,
        "source": Photo.Source.API,
        **values,
    }
    if made.get("is_current", True):
        of.photos.newest_for(made.get("purpose", "")).update(is_current=False)
    row = Photo(person=of, **made)
    for copy in (row.master, row.preview, row.thumbnail):
        copy.save(f"test-{number}-{copy.field.name}.jpg", ContentFile(content), save=False)
    row.save()
    cards.write([of.pk])
    return row


def judged_photo(of: Person, verdict: str = Outcome.PASS, score: int = 92, **values: Any) -> Photo:
    """A measured and judged photo, in review unless `state` says otherwise."""
    row = photo(of, **{"state": Photo.State.IN_REVIEW, **values})
    finding = _finding(Outcome(verdict))
    row.verdict, row.score = verdict, score
    row.judgement = _judgement(row, finding)
    if verdict != Outcome.PASS:
        row.main_rule, row.main_reason = finding["rule"], finding["message"]
    row.save()
    cards.write([of.pk])
    return row


def measured_photo(of: Person, **values: Any) -> Photo:
    """A photo that was really measured, and judged under the standard that holds."""
    row = judged_photo(of, **values)
    assert row.judgement is not None
    row.judgement.assessment.analysis = measured().as_json()
    row.judgement.assessment.save()
    assess.judge_photo(row)
    return row


@cache
def measured() -> Analysis:
    """What is measured on a good demo photo."""
    return analyse(picture())


def published_photo(of: Person, **values: Any) -> Photo:
    """A photo that passed and was approved: the intranet shows it."""
    row = judged_photo(of, **{"state": Photo.State.APPROVED, **values})
    with transaction.atomic():
        publications.bring_in_line([of.pk])
        cards.write([of.pk])
    return row


def publication(of: Person, **values: Any) -> Publication:
    """What the intranet shows of somebody's new, approved photo."""
    return Publication.objects.get(photo=published_photo(of, **values))


def filed(row: Photo, like: str = "e1001") -> Photo:
    """A judged photo, filed under the fingerprint of a demo person's picture."""
    assert row.judgement is not None
    row.save(update_fields=fingerprints.file(row, fingerprint_like(like)))
    return row


@cache
def fingerprint_like(employee_id: str) -> str:
    """The fingerprint of a demo person's picture."""
    return fingerprint_of(read_picture(picture(employee_id)).pixels)


def user(username: str = "", *, may: tuple[str, ...] = (), **values: Any) -> User:
    """A user holding the photo permissions of those names, such as "view_photo"."""
    row = User.objects.create_user(username or f"user{next(_numbers)}", **values)
    row.user_permissions.set(permissions(*may))
    return row


def permissions(*codenames: str) -> QuerySet[Permission]:
    """The permissions of those names."""
    return Permission.objects.filter(codename__in=codenames)


def hr_user(username: str = "") -> User:
    """A lead of HR: staff with every permission the API asks for, over all departments."""
    may = (
        *("view_photo", "add_photo", "change_photo"),
        *("add_person", "change_person", "delete_person", "see_all_departments"),
        *("view_retake", "add_retake", "change_retake"),
    )
    return user(username, may=may, is_staff=True)


def hr_of(*departments: Department, username: str = "") -> User:
    """A member of HR: the same, over the people of these departments alone."""
    may = (
        *("view_photo", "add_photo", "change_photo"),
        *("view_retake", "add_retake", "change_retake"),
    )
    row = user(username, may=may, is_staff=True)
    row.department_access.set(
        [DepartmentAccess(user=row, department=one) for one in departments], bulk=False
    )
    return row


def token(scope: str = ApiToken.Scope.HR, **values: Any) -> IssuedToken:
    """A valid token of that scope; an HR token acts for a lead of HR. `departments` bind it."""
    departments = values.pop("departments", None)
    made: dict[str, Any] = {
        "name": f"token {next(_numbers)}",
        "scope": scope,
        "expires_at": timezone.now() + timedelta(days=1),
        **values,
    }
    if "user" not in made:
        made["user"] = user() if scope == ApiToken.Scope.INTRANET else hr_user()
    row = ApiToken(**made)
    key = row.set_new_key()
    row.save()
    if departments is not None:
        row.bind_to(departments)
    return IssuedToken(row, key)


def _demo_ids() -> frozenset[str]:
    return frozenset(row["employee_id"] for row in demo_rows())


def _finding(verdict: Outcome) -> dict[str, Any]:
    return {
        "rule": "head_height",
        "title": "Head height",
        "group": "framing",
        "outcome": OUTCOMES[verdict],
        "value": 0.52,
        "unit": "frame",
        "allowed": "0.45 to 0.80",
        "message": SENTENCES[verdict],
        "mended_by_crop": verdict == Outcome.FIX,
    }


def _judgement(row: Photo, finding: dict[str, Any]) -> Judgement:
    now = timezone.now()
    assessment = Assessment.objects.create(
        photo=row,
        engine_version=ENGINE_VERSION,
        state=Assessment.State.DONE,
        due_at=now,
        finished_at=now,
        elapsed_ms=180,
        analysis=ANALYSIS.as_json(),
    )
    is_fix = row.verdict == Outcome.FIX
    return Judgement.objects.create(
        assessment=assessment,
        standard="headshot",
        standard_version="0123abcd",
        verdict=row.verdict,
        score=row.score or 0,
        scores={"framing": 95, "background": row.score, "lighting": 88, "sharpness": None},
        shot_type="headshot",
        findings=[finding],
        crop={"x": 40, "y": 60, "width": 560, "height": 560, "angle": 0} if is_fix else None,
    )
