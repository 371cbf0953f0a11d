"""Every operation of the API's description, as everybody, on everybody's records."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from retakes.asking import Wish, ask
from retakes.models import Retake
from tests import factories
from tests.access.roles import Company, Role, Target, client_of, company

NOBODY, INTRANET, HR, LEAD = 0, 1, 2, 3  # what somebody may, each more than the one before
KEY = 4  # an operation for the holders of keys, whichever


@dataclass(frozen=True)
class Rights:
    """What a caller may do, and whose records they reach."""

    rank: int
    reaches: frozenset[str] = frozenset()
    has_key: bool = False
    is_known: bool = True


OWN = frozenset({"own"})
ALL = frozenset({"own", "other", "unplaced"})
UNKNOWN = Rights(NOBODY, is_known=False)
ROLES = {
    Role.ANONYMOUS: UNKNOWN,
    Role.UNKNOWN_KEY: UNKNOWN,
    Role.INTRANET: Rights(INTRANET, ALL, has_key=True),
    Role.INTRANET_OF_OWN: Rights(INTRANET, OWN, has_key=True),
    Role.READ: Rights(INTRANET, ALL),
    Role.READ_OF_OWN: Rights(INTRANET, OWN),
    Role.READ_OF_HR: Rights(INTRANET, OWN),
    Role.HR_TOKEN: Rights(HR, OWN, has_key=True),
    Role.HR_TOKEN_OF_LEAD: Rights(LEAD, ALL, has_key=True),
    Role.HR_TOKEN_OF_LEAD_FOR_OWN: Rights(HR, OWN, has_key=True),
    Role.BULK: Rights(HR, OWN, has_key=True),
    Role.REVOKED: UNKNOWN,
    Role.EXPIRED: UNKNOWN,
    Role.OF_INACTIVE: UNKNOWN,
    Role.HR: Rights(HR, OWN),
    Role.LEAD: Rights(LEAD, ALL),
    Role.SUPERUSER: Rights(LEAD, ALL),
    Role.STAFF: Rights(NOBODY),
}


@dataclass(frozen=True)
class Line:
    """What an operation asks for, and its answer to those who may; `about` is what the address
    names: a record of somebody's, or nothing."""

    least: int
    done: int
    about: str = ""
    data: dict[str, Any] | list[dict[str, Any]] | None = None


NEWCOMER = {"employee_id": "n1", "first_name": "Robin", "department": "Engineering"}
PAIR = {"employee_id": "e1001", "sha256": "0" * 64}
WAIVER = {"decision": "waive", "reason": "It will do."}
WAIVED = {"action": "waive", "reason": "It will do."}
TABLE = {
    "list_people": Line(INTRANET, 200),
    "get_person": Line(INTRANET, 200, "person"),
    "erase_person": Line(HR, 204, "person"),
    "get_person_photo": Line(INTRANET, 302, "person"),
    "list_departments": Line(INTRANET, 200),
    "list_photos": Line(HR, 200, "person"),
    "upload_photo": Line(HR, 201, "person", {"photo": "a picture"}),
    "get_photo": Line(HR, 200, "photo"),
    "review_photo": Line(HR, 200, "photo", WAIVER),
    "get_person_consistency": Line(HR, 200, "person"),
    "get_department_consistency": Line(HR, 200, "department"),
    "get_company_consistency": Line(HR, 200, "company"),
    "bring_people": Line(HR, 200, data=[NEWCOMER]),
    "bring_photos": Line(HR, 200, data={"e1001": "a picture"}),
    "known_photos": Line(HR, 200, data=[PAIR]),
    "get_bulk_progress": Line(HR, 200),
    "create_read_token": Line(KEY, 201, data={}),
    "list_retakes": Line(HR, 200),
    "ask_retake": Line(HR, 200, data={"employee_id": "e1001"}),  # is asked already
    "get_retake": Line(HR, 200, "retake"),
    "change_retake": Line(HR, 200, "retake", WAIVED),
    "list_standards": Line(HR, 200),
    "check_picture": Line(HR, 200, data={"photo": "a picture"}),
}
# Of a list and of what it is filtered by, nobody else may shine through.
QUERIES = {
    "list_people": [
        "",
        "?page_size=1",
        "?changed_since=1970-01-01T00:00:00Z",
        "?search=e10",
        "?search=solberg",
        "?department=finance",
        "?location=Stockholm",
        "?fields=key,last_name",
        "?ordering=score",
        "?min_score=0",
        "?status=active",
        "?needs_retake=true",
    ],
    "list_departments": ["", "?page_size=1"],
    "list_retakes": ["", "?page_size=1", "?department=finance", "?state=open", "?overdue=false"],
}
OF_VERDICTS = ('"score"', '"verdict"', '"main_reason"', '"needs_retake"', '"findings"', "is busy")
SLUGS = {"own": "engineering", "other": "finance"}
RECORDS = ("person", "photo", "department", "retake")
WHOSE = ("own", "other", "unplaced", "nobody")


@pytest.mark.django_db
def test_every_operation_answers_everybody_as_the_table_says() -> None:
    operations = dict(described())
    assert operations.keys() == TABLE.keys(), "a line for each operation"
    where = company()
    for target in (where.own, where.other, where.unplaced):
        ask(target.person, None, Wish(Retake.Cause.WISH, target.person.last_name))
    wrong = [
        f"{role}: {words}"
        for role, rights in ROLES.items()
        for words in wrong_cells(client_of(role, where), rights, where, operations)
    ]
    assert ROLES.keys() == set(Role)
    assert wrong == []


def described() -> Iterator[tuple[str, tuple[str, str]]]:
    """Operation, method and path of everything in the API's description."""
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            yield operation["operationId"], (method, path)


def wrong_cells(
    client: Client, rights: Rights, where: Company, operations: dict[str, tuple[str, str]]
) -> Iterator[str]:
    """What is answered otherwise than the table says, in words."""
    for name, (method, path) in operations.items():
        line = TABLE[name]
        for whose in WHOSE if line.about in RECORDS else ("",):
            address = filled_in(path, line, where, whose)
            for query in QUERIES.get(name, [""]) if rights.rank else [""]:
                expected = expected_status(line, rights, whose)
                response = send(client, method, address + query, line)
                may_refuse = bool(query) and response.status_code == 400
                if response.status_code != expected and not (expected == 200 and may_refuse):
                    yield f"{method} {address}{query} {response.status_code}, not {expected}"
                yield from leaks(response, rights, where, f"{method} {address}{query}")


def filled_in(path: str, line: Line, where: Company, whose: str) -> str:
    """The address of one of theirs; of "nobody" what there is not."""
    target: Target | None = getattr(where, whose, None)
    values = {
        "employee_id": target.person.employee_id if target else "e9999",
        "retake_id": target.person.retake_requests.get().pk if target else 999_999,
        "photo_id": target.newest.pk if target else 999_999,
        "slug": SLUGS.get(whose, "no-such-department"),
    }
    return path.format(**values)


def expected_status(line: Line, rights: Rights, whose: str) -> int:
    """401 for whom we don't know, 403 for who may not do such a thing at all, 404 for a record
    that is not theirs or not there."""
    if not rights.is_known:
        return 401
    if not (rights.has_key if line.least == KEY else rights.rank >= line.least):
        return 403
    if line.about == "company":
        return line.done if rights.reaches == ALL else 404
    is_there = whose != "nobody" and not (line.about == "department" and whose == "unplaced")
    if whose and not (whose in rights.reaches and is_there):
        return 404
    return line.done


def send(client: Client, method: str, address: str, line: Line) -> HttpResponseBase:
    """The answer; whatever the request has changed is taken back."""
    options: dict[str, Any] = {}
    if line.data is not None:
        options = {"data": line.data, "content_type": "application/json"}
    if isinstance(line.data, dict) and "a picture" in line.data.values():
        content = factories.picture("e1003")
        (name,) = line.data
        options = {"data": {name: SimpleUploadedFile("m.jpg", content, "image/jpeg")}}
    with transaction.atomic():
        response: HttpResponseBase = getattr(client, method)(address, **options)
        transaction.set_rollback(True)
    return response


def leaks(response: HttpResponseBase, rights: Rights, where: Company, asked: str) -> Iterator[str]:
    """What the answer tells of people beyond reach; to all but HR, of verdicts."""
    told = answer_text(response)
    for whose in sorted(ALL - rights.reaches):
        for marker in getattr(where, whose).markers():
            if marker in told and marker not in asked:
                yield f"{asked} tells {marker}"
    if rights.rank < HR:
        told_of = (words for words in OF_VERDICTS if words in told)
        yield from (f"{asked} tells {one}" for one in told_of if one.strip('"') not in asked)


def answer_text(response: HttpResponseBase) -> str:
    """The body and the headers that can name somebody."""
    location = response.headers.get("Location", "")
    return f"{getattr(response, 'content', b'').decode()} {location}"
