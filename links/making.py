"""Personal links: made, used, revoked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from audit.trail import record
from directory.models import Person
from links.models import LIFE, PersonLink, PersonLinkQuerySet
from photos.models import PersonCard

if TYPE_CHECKING:
    from django.contrib.auth.models import User

KIND = "links.personlink"


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A new link's row, and the address that is shown this once."""

    row: PersonLink
    address: str


@transaction.atomic
def make_link(
    person: Person, maker: User | None = None, *, beside_others: bool = False
) -> MadeLink:
    """A link for the person, valid for 14 days. The ones before it end with this, unless it is
    made `beside_others`: a reminder must not close what the first message opened."""
    if not beside_others:
        revoke(PersonLink.objects.filter(person=person.pk))
    row = PersonLink(person=person, created_by=maker, expires_at=timezone.now() + LIFE)
    key = row.set_new_key()
    row.save()
    _record("link.create", row)
    return MadeLink(row, f"{settings.SITE_URL}{reverse('link-home', args=[key])}")


@transaction.atomic
def revoke(links: PersonLinkQuerySet) -> int:
    """End those of the links that are open. How many there were."""
    ending = list(links.open().select_for_update(of=("self",)))
    links.filter(pk__in=[row.pk for row in ending]).update(revoked_at=timezone.now())
    for row in ending:
        _record("link.revoke", row)
    return len(ending)


@transaction.atomic
def use_up(link: PersonLink) -> None:
    """Note that a photo came by the link: it takes no other."""
    rows = PersonLink.objects.filter(pk=link.pk)
    rows.update(uploads=F("uploads") + 1)
    rows.filter(used_at=None).update(used_at=timezone.now())
    _record("link.use", link)


def key_of(person_id: int) -> str:
    """The person's name in the trail; empty for who has no card."""
    keys = PersonCard.objects.filter(person=person_id).values_list("key", flat=True)
    return keys.first() or ""


def _record(action: str, link: PersonLink) -> None:
    record(action, kind=KIND, key=link.pk, person_key=key_of(link.person_id))
