"""Consent to the comparison of faces: given, recorded, withdrawn at once."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.trail import record
from directory.models import Person
from photos.models import PersonCard
from privacy.models import Consent, FaceEncoding, LeftFile

# What people agree to; other words are another version, under which everybody is asked again.
TEXT_VERSION = "1"
TEXT = _(
    "I agree that this site computes a description of my face in numbers from my photos "
    "(biometric data), and compares a new photo of mine with my earlier approved ones. It does "
    "this for one purpose: to tell HR when a new photo seems to show somebody else. A person "
    "decides what follows. The description is compared with nobody else's, is not given to "
    "anybody, and is deleted at once when I take this back. I can do so at any time, without a "
    "reason and without a disadvantage; until then nothing that was done becomes unlawful."
)


class NoProof(ValueError):
    """A consent on paper without a word about where the paper is."""


def is_switched_on() -> bool:
    """Whether the company has the comparison of faces switched on."""
    return bool(settings.SAMEFRAME_BIOMETRICS)


def standing_of(person_id: int) -> Consent | None:
    """The person's consent that stands: to the text of today, and not withdrawn."""
    return those_that_stand().filter(person=person_id).first()


def those_that_stand() -> QuerySet[Consent]:
    """Every consent that stands."""
    return Consent.objects.filter(withdrawn_at=None, text_version=TEXT_VERSION)


def may_compare(person_id: int) -> bool:
    """Whether a face of this person may be described: switch on, and consent given."""
    return is_switched_on() and standing_of(person_id) is not None


def give_by_link(person: Person, link_id: int) -> Consent:
    """The person agrees, on the page of a personal link. Once more changes nothing."""
    return _give(person, given_by=Consent.By.LINK, link_id=link_id)


def give_by_form(person: Person, user: User, form_note: str) -> Consent:
    """HR records a signed form. Raises NoProof without a note where it is kept."""
    if not form_note.strip():
        raise NoProof
    note = form_note.strip()[: Consent._meta.get_field("form_note").max_length]
    return _give(person, given_by=Consent.By.FORM, recorded_by=user, form_note=note)


@transaction.atomic
def withdraw(person: Person) -> int:
    """End the person's consent and delete what was computed by it. How many descriptions went."""
    _lock(person)
    ended = Consent.objects.filter(person=person.pk, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )
    gone, _by_model = FaceEncoding.objects.filter(photo__person=person.pk).delete()
    if gone:  # the database's pages still hold them
        LeftFile.objects.create(storage="private")
    if ended or gone:
        _record("consent.withdraw", person, count=gone)
    return gone


@transaction.atomic
def _give(person: Person, **proof: object) -> Consent:
    _lock(person)
    standing = standing_of(person.pk)
    if standing:
        return standing
    # One to an earlier text ends where this one begins.
    Consent.objects.filter(person=person.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
    given = Consent.objects.create(person=person, text_version=TEXT_VERSION, **proof)
    _record("consent.give", person, after=str(given.given_by))
    return given


def _lock(person: Person) -> None:
    """Hold the person's row, so that no description is stored across a withdrawal."""
    Person.objects.select_for_update().get(pk=person.pk)


def _record(action: str, person: Person, count: int = 1, after: str = "") -> None:
    keys = PersonCard.objects.filter(person=person.pk).values_list("key", flat=True)
    record(
        action,
        kind="directory.person",
        key=person.pk,
        person_key=keys.first() or "",
        count=count,
        after=after,
    )
