"""bulk/people/: up to a thousand people a call, by the rules of staff lists."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from directory.entries import Entry, Problem, check, entry_from
from directory.importing import ImportConflict, Plan
from directory.roster import Roster
from photos.api.access import WritesPeople, reach_of_request
from photos.api.answers import errors
from photos.api.bulk import examples
from photos.api.bulk.shapes import MOST_PEOPLE, PEOPLE_SENT, PERSON_FIELDS, BulkPeople, PersonFate
from photos.api.errors import Conflict, invalid
from photos.api.strict import StrictView
from photos.imports.team import write_people

PEOPLE_LIMIT = 2_000_000  # bytes
DRY_RUN = "dry_run"
NO_LIST = f"Send a list of 1 to {MOST_PEOPLE:,} people."


class BulkPeopleView(StrictView):
    """A company's people, a thousand at a time."""

    permission_classes = [WritesPeople]
    body_limit = PEOPLE_LIMIT
    query_parameters = frozenset({DRY_RUN})
    rates = {"POST": "upload"}

    @extend_schema(
        operation_id="bring_people",
        summary="Create and change up to 1,000 people",
        description=(
            "By employee id: the same list once more changes nothing. A field that is missing, "
            "empty or null says nothing: what is known stays, and somebody new is active. "
            "`status: left` marks a leaver; whom the list doesn't name stays as they are. Who "
            "breaks a rule is refused alone, in the sentences of an import from a file; all "
            "others are written in one transaction. A body of another shape is a 400, and "
            "nothing is written."
        ),
        parameters=[
            OpenApiParameter(DRY_RUN, bool, description="Say what would be done, write nothing.")
        ],
        request={"application/json": PEOPLE_SENT},
        responses={
            200: OpenApiResponse(BulkPeople, "What became of each."),
            **errors(409, 413, 415),
        },
        examples=[examples.people_sent, examples.people_told],
        tags=["bulk"],
    )
    def post(self, request: Request) -> Response:
        """What became of each, in the list's order."""
        dry_run = asked_flag(request, DRY_RUN)
        entries = entries_in(request.data)
        checked = check(entries)
        roster = Roster(checked.entries, checked.problems)
        reach = reach_of_request(request)
        try:
            report = write_people(roster, skip_bad=True, dry_run=dry_run, reach=reach)
        except ImportConflict as reason:
            raise Conflict(str(reason)) from reason
        told = fates(entries, report.plan)
        counted = Counter(one["state"] for one in told)
        counts = {state: counted[state] for state in PersonFate.STATES}
        return Response({**counts, DRY_RUN: dry_run, "results": told})


def asked_flag(request: Request, name: str) -> bool:
    """Whether a query parameter says true. Raises a 400 for what is neither true nor false."""
    text = request.query_params.get(name, "false")
    if text not in ("true", "false"):
        raise invalid(name, "invalid_choice", "Write one of: true, false.")
    return text == "true"


def entries_in(items: Any) -> list[Entry]:
    """The people of the body, each with its place from 1 as its line.

    Raises a 400 that names the place and field of what is no text.
    """
    if not isinstance(items, list) or not 0 < len(items) <= MOST_PEOPLE:
        raise ValidationError([ErrorDetail(NO_LIST, code="invalid")])
    return [entry_of(line, item) for line, item in enumerate(items, start=1)]


def entry_of(line: int, item: Any) -> Entry:
    """One person of the body. Raises a 400."""
    if not isinstance(item, dict):
        raise invalid(f"{line}", "invalid", "A person is an object of fields.")
    for name, value in item.items():
        if name not in PERSON_FIELDS:
            listed = ", ".join(PERSON_FIELDS)
            told = f"There is no such field. A person has: {listed}."
            raise invalid(f"{line}.{name}"[:200], "unknown_field", told)
        if not (value is None or isinstance(value, str)):
            raise invalid(f"{line}.{name}", "invalid", "Write text: 007 and 7 are two people.")
    return entry_from(line, {name: value or "" for name, value in item.items()})


def fates(entries: list[Entry], plan: Plan) -> list[dict[str, Any]]:
    """What became, or would become, of each person, in the order of the list."""
    states = {
        entry.line: state
        for state, some in zip(
            PersonFate.STATES, (plan.created, plan.updated, plan.unchanged), strict=False
        )
        for entry in some
    }
    wrong: dict[int, list[Problem]] = defaultdict(list)
    for problem in plan.problems:
        wrong[problem.line].append(problem)
    return [_fate(entry, states, wrong) for entry in entries]


def _fate(
    entry: Entry, states: Mapping[int, str], wrong: Mapping[int, list[Problem]]
) -> dict[str, Any]:
    return {
        "line": entry.line,
        "employee_id": entry.employee_id,
        "state": states.get(entry.line, "refused"),
        "errors": [
            {"code": one.code, "detail": one.sentence, "attr": one.field or None}
            for one in wrong.get(entry.line, [])
        ],
    }
