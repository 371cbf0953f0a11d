"""The things of the pages' matrix: of each kind one of one's own, one of others, one that never
was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.utils.timezone import localdate, now

from audit.models import Event
from desk.lists.rows import SavedList
from desk.photo_import.rows import ImportedFile, PhotoImport
from desk.review.rows import ReviewClaim
from directory.models import Department, Person
from links.making import make_link
from links.models import ErasureRequest, PersonLink
from photos import reviews, standard_changes
from photos.models import (
    DepartmentStandard,
    Outcome,
    PersonCard,
    Photo,
    Review,
    StandardChoice,
)
from photos.quality.own_standards import OwnFile
from privacy.consent import give_by_form
from privacy.models import Consent
from retakes.asking import Wish, ask
from retakes.models import PhotoDay, Retake, SentMessage
from tests import factories
from tests.access import roles
from tests.access.admin_table import About
from tests.access.roles import SESSIONS, Company, Role, Target
from tests.webhooks.endpoints import DATA, endpoint
from webhooks.outbox import rows_of

OWN, OTHER, UNPLACED, MISSING = "own", "other", "without department", "never was"
NEVER_WAS = 999_999_999
OWN_STANDARD = "house-rules"


@dataclass(frozen=True)
class World:
    """The company at work: its users by role, and the ids of things by kind and whose they are."""

    company: Company
    users: Mapping[Role, User]
    ids: dict[About, dict[str, int]] = field(default_factory=dict)


def world() -> World:
    """Everything that pages can be about."""
    company = roles.company()
    users = {role: SESSIONS[role](company) for role in SESSIONS}
    made = World(company, users)
    hr, lead = users[Role.HR], users[Role.LEAD]
    standards(company, lead)
    targets = {OWN: company.own, OTHER: company.other, UNPLACED: company.unplaced}
    for whose, target in targets.items():
        factories.filed(target.newest)  # everybody's picture is the same one
        add(made, About.PERSON, whose, target.person.pk)
        add(made, About.PHOTO, whose, target.newest.pk)
        if target.person.department:
            add(made, About.DEPARTMENT, whose, target.person.department.pk)
        decided = factories.judged_photo(target.person, Outcome.PASS, 90, purpose="badge")
        review = reviews.approve(decided, hr if whose == OWN else lead)
        add(made, About.REVIEW, whose, review.pk)
        rights(made, whose, target.person, lead)
        asked_for_photo(made, whose, target.person, lead)
    for whose, user in ((OWN, hr), (OTHER, lead)):
        imports(made, whose, user, targets[whose])
        query = f"q={targets[whose].person.last_name}"
        kept = SavedList(
            owner=user, of="people", name=f"{whose} list", query=query, is_shared=True
        )
        kept.save()
        add(made, About.LIST, whose, kept.pk)
    add(made, About.ACCOUNT, OWN, users[Role.STAFF].pk)
    add(made, About.GROUP, OWN, Group.objects.create(name="A group").pk)
    add(made, About.EVENT, OWN, Event.objects.latest("pk").pk)
    add(made, About.TOKEN, OWN, factories.token("intranet", user=lead).row.pk)
    told = endpoint(lead)
    add(made, About.ENDPOINT, OWN, told.pk)
    (delivery,) = rows_of([told], "photo.approved", DATA, company.own.person.pk)
    delivery.save()
    add(made, About.DELIVERY, OWN, delivery.pk)
    return made


def standards(company: Company, lead: User) -> None:
    """A standard of the company's own, which judges the other department."""
    other = company.other.person.department
    assert other
    ours = standard_changes.Why(lead, "For everybody.")
    standard_changes.create(OwnFile("House rules", "Ours.", "headshot", {}), ours)
    # Recorded, but not judged by: no photo here was really measured.
    why = standard_changes.Why(lead, f"Wished by {company.other.person.full_name}.")
    standard_changes.bind(other, OWN_STANDARD, why)


def rights(made: World, whose: str, person: Person, lead: User) -> None:
    """A personal link, a consent, a request for erasure and one for a new photo."""
    add(made, About.LINK, whose, make_link(person, lead).row.pk)
    add(made, About.CONSENT, whose, give_by_form(person, lead, "Folder 12").pk)
    add(made, About.REQUEST, whose, ErasureRequest.objects.create(person=person).pk)
    add(made, About.RETAKE, whose, ask(person, lead, Wish(Retake.Cause.WISH)).retake.pk)


def asked_for_photo(made: World, whose: str, person: Person, lead: User) -> None:
    """An open request, on a photo day, with a message about it."""
    day = PhotoDay.objects.create(location="Lagos", held_on=localdate(), uses=["directory"])
    retake = ask(person, lead, Wish(Retake.Cause.WISH)).retake
    Retake.objects.filter(pk=retake.pk).update(photo_day=day)
    add(made, About.PHOTO_DAY, whose, day.pk)
    sent = {"kind": "request", "language": "de", "address": f"{whose.split()[0]}@example.com"}
    message = SentMessage.objects.create(retake=retake, begun_at=now(), **sent)
    add(made, About.MESSAGE, whose, message.pk)


def imports(made: World, whose: str, user: User, target: Target) -> None:
    """Two imports of one's own: one takes files, one asks whose its file is."""
    uploading = PhotoImport.objects.create(by=user)
    confirming = PhotoImport.objects.create(by=user, state=PhotoImport.State.CONFIRMING)
    waiting = {"kind": "photo", "name": f"{target.person.employee_id}.jpg", "state": "arrived"}
    file = ImportedFile.objects.create(photo_import=uploading, **waiting)
    asked = ImportedFile.objects.create(photo_import=confirming, clarity="unclear", **waiting)
    # As if everybody had been within reach when the file was matched.
    asked.candidates = [made.company.own.person.pk, made.company.other.person.pk]
    asked.save()
    add(made, About.UPLOADING, whose, uploading.pk)
    add(made, About.CONFIRMING, whose, confirming.pk)
    add(made, About.FILE, whose, file.pk)


def add(made: World, about: About, whose: str, pk: int) -> None:
    """Note the id of a thing."""
    made.ids.setdefault(about, {MISSING: NEVER_WAS})[whose] = pk


def markers_of_others(company: Company) -> frozenset[str]:
    """Whatever must never be in an answer to HR of the one department."""
    names = {target.person.full_name for target in (company.other, company.unplaced)}
    return company.other.markers() | company.unplaced.markers() | names


def rows_of_others(made: World) -> dict[str, list[object]]:
    """All rows about others, to see whether they changed."""
    company, lead = made.company, made.users[Role.LEAD]
    people = [company.other.person.pk, company.unplaced.person.pk]
    own = PhotoImport.objects.filter(by=lead)
    kinds: dict[str, QuerySet[Any]] = {
        "people": Person.objects.filter(pk__in=people),
        "cards": PersonCard.objects.filter(person__in=people),
        "photos": Photo.objects.filter(person__in=people),
        "claims": ReviewClaim.objects.filter(photo__person__in=people),
        "reviews": Review.objects.filter(photo__person__in=people),
        "departments": Department.objects.exclude(pk=company.department.pk),
        "standards": DepartmentStandard.objects.exclude(department=company.department),
        "choices": StandardChoice.objects.exclude(department=company.department),
        "imports": own,
        "files": ImportedFile.objects.filter(photo_import__in=own),
        "links": PersonLink.objects.filter(person__in=people),
        "consents": Consent.objects.filter(person__in=people),
        "requests": ErasureRequest.objects.filter(person__in=people),
        "messages": SentMessage.objects.filter(retake__person__in=people),
        "lists": SavedList.objects.filter(owner=lead),
        "retakes": Retake.objects.filter(person__in=people),
    }
    return {kind: list(rows.order_by("pk").values()) for kind, rows in kinds.items()}
