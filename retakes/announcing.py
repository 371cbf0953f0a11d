"""Telling other systems how a request for a new photo goes."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from photos.models import PersonCard
from retakes.models import Retake
from webhooks.kinds import Kind
from webhooks.outbox import announce

KINDS = {
    Retake.State.ASKED: Kind.RETAKE_ASKED,
    Retake.State.SUBMITTED: Kind.RETAKE_SUBMITTED,
    Retake.State.ACCEPTED: Kind.RETAKE_ACCEPTED,
}


def announce_state(retake: Retake) -> None:
    """Announce the state that the request is in now, if others are told of such; in the
    transaction that changed it. Asks for the person."""
    kind = KINDS.get(Retake.State(retake.state))
    if kind is None:
        return
    person = retake.person
    keys = PersonCard.objects.filter(person=person).values_list("key", flat=True)
    data = {
        "employee_id": person.employee_id,
        "key": keys.first() or "",
        "retake": f"{settings.SITE_URL}{reverse('retake', args=[retake.pk])}",
    }
    announce(kind, data, person.department_id, about=person.pk)
