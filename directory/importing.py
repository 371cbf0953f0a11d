"""Entries of a staff list to people and departments: first a plan, then one transaction.

What HR can rely on:

- All or nothing. One bad line and nothing is written, because a list that went in
  by halves is hard to reason about. The report names every bad line at once, so one
  round of corrections is enough, and the import can be repeated at will. Whoever
  wants the good lines in anyway asks for it (`skip_bad`).
- An empty cell says nothing: what is known stays, and a new person is active. To
  empty a value, change the person in the admin.
- A person whom the list doesn't name stays as they are.
- Two people may swap their e-mail addresses in one list.
- Whoever has departments of their own (directory.reach) writes people of these alone: a
  line about somebody else, or that would bring somebody elsewhere, is a bad line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import batched

from django.db import IntegrityError, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext

from directory.entries import Code, Entry, Problem
from directory.models import Department, Person
from directory.names import fold
from directory.own_entries import Allowed, within_reach
from directory.reach import EVERYBODY, Reach
from directory.roster import Roster

BATCH = 1_000  # people a query
COPIED = (
    "first_name",
    "last_name",
    "email",
    "job_title",
    "location",
    "status",
    "badge_number",
    "language",
)


@dataclass(frozen=True)
class Plan:
    """What an import would do; the entries hold what the people will be."""

    created: tuple[Entry, ...]
    updated: tuple[Entry, ...]
    unchanged: tuple[Entry, ...]
    problems: tuple[Problem, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everybody the list names and may."""
        return (*self.created, *self.updated, *self.unchanged)


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or would do: `is_written` says which."""

    plan: Plan
    is_written: bool
    changed_ids: tuple[int, ...] = ()


class ImportConflict(Exception):
    """Somebody else changed people at the same moment; nothing was written."""


def import_roster(
    roster: Roster, *, skip_bad: bool = False, dry_run: bool = False, reach: Reach = EVERYBODY
) -> ImportReport:
    """Write the list's people in one transaction, those within reach. Raises ImportConflict.

    With a bad line nothing is written, unless `skip_bad`; a dry run writes nothing.
    """
    with transaction.atomic():
        plan = plan_import(roster, reach)
        if dry_run or (plan.problems and not skip_bad):
            return ImportReport(plan, is_written=False)
        people = write_people((*plan.created, *plan.updated))
    return ImportReport(plan, True, tuple(person.pk for person in people))


def plan_import(roster: Roster, reach: Reach = EVERYBODY) -> Plan:
    """Compare the list with the database, writing nothing; of people out of reach it says
    nothing."""
    before = entries_by_id(entry.employee_id for entry in roster.entries)
    own = within_reach(roster.entries, before, reach)
    addresses = without_taken_emails(own.entries, before, reach)
    created: list[Entry] = []
    updated: list[Entry] = []
    unchanged: list[Entry] = []
    for entry in addresses.entries:
        known = before.get(entry.employee_id)
        after = completed(entry, known)
        kind = created if known is None else updated if differ(after, known) else unchanged
        kind.append(after)
    refused = [*roster.problems, *own.problems, *addresses.problems]
    problems = sorted(refused, key=lambda problem: problem.line)
    return Plan(tuple(created), tuple(updated), tuple(unchanged), tuple(problems))


def entries_by_id(employee_ids: Iterable[str]) -> dict[str, Entry]:
    """What the database says of these people, by employee id."""
    known: dict[str, Entry] = {}
    for some in batched(employee_ids, BATCH):
        people = Person.objects.filter(employee_id__in=some).select_related("department")
        known |= {person.employee_id: entry_of(person) for person in people}
    return known


def entry_of(person: Person) -> Entry:
    """The person as a line of a list would describe them."""
    department = person.department.name if person.department else ""
    values = {name: getattr(person, name) for name in COPIED}
    return Entry(0, employee_id=person.employee_id, department=department, **values)


def completed(entry: Entry, known: Entry | None) -> Entry:
    """The entry with its empty cells filled from what is known."""
    before = known or Entry(0, status=Person.Status.ACTIVE)
    gaps = [name for name in (*COPIED, "department") if not getattr(entry, name)]
    return replace(entry, **{name: getattr(before, name) for name in gaps})


def differ(after: Entry, before: Entry) -> bool:
    """Whether anything would change; a department is the same in any spelling of its case."""
    return fold(after.department) != fold(before.department) or any(
        getattr(after, name) != getattr(before, name) for name in COPIED
    )


def without_taken_emails(
    entries: Sequence[Entry], before: dict[str, Entry], reach: Reach = EVERYBODY
) -> Allowed:
    """Take out whoever wants an address that somebody else keeps; a holder out of reach is not
    named.

    An address is free if its holder gives it up in the same list. A refused entry
    keeps its old address, so whoever wanted that one is refused in turn.
    """
    listed = {entry.employee_id: entry for entry in entries}
    claims = {entry.email.lower(): entry for entry in entries if entry.email}
    holders = holders_of(claims)
    refused: dict[str, Problem] = {}
    queue = [entry for entry in claims.values() if _is_kept(entry.email, entry, holders, listed)]
    while queue:
        entry = queue.pop()
        holder = holders.get(entry.email.lower(), "")
        told = _taken(entry.email, holder, reach)
        refused[entry.employee_id] = Problem(entry.line, told, "email", Code.TAKEN)
        old = before.get(entry.employee_id)
        heir = claims.get(old.email.lower()) if old else None
        if heir and heir.employee_id not in refused:
            queue.append(heir)
    allowed = tuple(entry for entry in entries if entry.employee_id not in refused)
    return Allowed(allowed, tuple(refused.values()))


def _taken(email: str, holder: str, reach: Reach) -> str:
    """That somebody else has the address, and who, if that is somebody within reach."""
    if reach.is_whole or Person.objects.within(reach).filter(employee_id=holder).exists():
        told = gettext("E-mail %(email)s belongs to employee %(holder)s.")
        return told % {"email": email, "holder": holder}
    return gettext("E-mail %(email)s belongs to somebody else.") % {"email": email}


def holders_of(emails: Iterable[str]) -> dict[str, str]:
    """The employee ids of those who have one of these addresses (in lower case), by address.

    The index by lower case finds them: a list costs no more where more people are known.
    """
    holders: dict[str, str] = {}
    known = Person.objects.exclude(email="").annotate(address=Lower("email"))
    for some in batched(emails, BATCH):
        holders |= dict(known.filter(address__in=some).values_list("address", "employee_id"))
    return holders


def _is_kept(email: str, by: Entry, holders: dict[str, str], listed: dict[str, Entry]) -> bool:
    """Whether somebody else than `by` has the address and doesn't change it in the list."""
    holder = holders.get(email.lower(), by.employee_id)
    if holder == by.employee_id:
        return False
    theirs = listed.get(holder)
    return theirs is None or theirs.email.lower() in {"", email.lower()}


def write_people(entries: Sequence[Entry]) -> list[Person]:
    """Create and update people as the entries say; queries grow by the batch, not the person.

    Raises ImportConflict if somebody else changed people at the same moment.
    """
    try:
        with transaction.atomic():
            departments = Department.objects.ensure(entry.department for entry in entries)
            release_emails(entries)
            people = [person_from(entry, departments) for entry in entries]
            return Person.objects.bulk_create(
                people,
                batch_size=BATCH,
                update_conflicts=True,
                unique_fields=["employee_id"],
                update_fields=[*COPIED, "department", "search", "name_search"],
            )
    except IntegrityError as error:
        raise ImportConflict(
            gettext(
                "Somebody changed people at the same moment. Nothing was written: import again."
            )
        ) from error


def release_emails(entries: Iterable[Entry]) -> None:
    """Empty the addresses of the people about to be written, so that two can swap theirs."""
    employee_ids = (entry.employee_id for entry in entries)
    for some in batched(employee_ids, BATCH):
        Person.objects.filter(employee_id__in=some).exclude(email="").update(email="")


def person_from(entry: Entry, departments: dict[str, Department]) -> Person:
    """The person that the entry describes, not saved."""
    values = {name: getattr(entry, name) for name in COPIED}
    department = departments[fold(entry.department)] if entry.department else None
    return Person(employee_id=entry.employee_id, department=department, **values)
