"""Messages that could not be sent, tried once more because somebody says so."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from audit.trail import record
from photos.trail import key_of
from retakes.messages.claims import KIND
from retakes.messages.rows import SentMessage, SentMessageQuerySet
from retakes.models import Retake

AGAIN = (SentMessage.State.FAILED, SentMessage.State.UNSURE)


def send_again(messages: SentMessageQuerySet) -> int:
    """Let what is due about the requests of these go now, if they could not be sent and the
    request still waits for the person; how many. Each by itself: nobody waits for them all."""
    chosen = messages.filter(state__in=AGAIN).select_related("retake")
    return sum(map(_goes_again, chosen))


@transaction.atomic
def _goes_again(message: SentMessage) -> bool:
    waiting = Retake.objects.awaiting().filter(pk=message.retake_id, paused_at=None)
    if not waiting.filter(message_due_at=None).update(message_due_at=timezone.now()):
        return False
    person_key = key_of(message.retake.person_id)
    record("message.again", kind=KIND, key=message.pk, person_key=person_key)
    return True
