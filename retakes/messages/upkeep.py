"""What comes by the clock: whatever is due is handed to workers, no faster than mails may go."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.timezone import localtime

from retakes.messages.claims import give_up_left
from retakes.messages.hours import is_business
from retakes.messages.rows import SentMessage
from retakes.messages.tasks import send_due_message
from retakes.models import Retake
from work.engines.chosen import engine
from work.sending import send_many

MINUTE = timedelta(minutes=1)


def send_due(now: datetime | None = None) -> int:
    """Send for the requests about which a message is due, longest waiting first; how many.

    What somebody waits for goes at any hour, reminders only while people are at work.
    """
    now = now or timezone.now()
    give_up_left()
    due = Retake.objects.with_message_due(now)
    if not is_business(localtime(now)):
        due = due.not_reminders()
    if not due.exists():
        return 0
    unsent = engine().without_message(due, send_due_message.module_path)
    found = list(unsent.values_list("pk", flat=True)[: room(now)])
    send_many(send_due_message, [[pk] for pk in found])
    return len(found)


def room(now: datetime) -> int:
    """How many more may be handed to workers: in any minute no more begin than the mail server
    takes. Only one worker at a time asks (work.schedule)."""
    begun = SentMessage.objects.filter(begun_at__gt=now - MINUTE).count()
    waiting = len(engine().messages(send_due_message.module_path))
    return max(settings.SAMEFRAME_MAILS_PER_MINUTE - begun - waiting, 0)
