"""Which message is due, taken by one worker at a time, and what becomes of it.

The request's `message_due_at` says that something is to go; whoever empties it goes on. The row
of the message is written before the mail leaves and says how it ended. A worker that dies in
between leaves it "being sent": nobody knows whether it went, so it does not go again.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.timezone import localdate, localtime

from audit.trail import record
from photos.trail import key_of
from retakes.days.rows import PhotoDay
from retakes.messages.hours import next_business
from retakes.messages.kinds import ASKING, Kind
from retakes.messages.languages import language_of
from retakes.messages.rows import SentMessage
from retakes.models import Retake, retake_settings
from retakes.querysets import TELLING

KIND = "retakes.sentmessage"
State = SentMessage.State
# After each failed attempt. A server that does not know the sender often takes a mail only
# after a quarter of an hour; one that is down is up again the next morning.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, 240, 720))
GIVEN_UP_AFTER = timedelta(minutes=15)  # without a word of its worker


@transaction.atomic
def claim(retake_id: int) -> SentMessage | None:
    """The message that is due about that request, now this caller's to send; None where there
    is none, or somebody else has it."""
    due = Retake.objects.with_message_due().select_related("person", "photo_day")
    retake = due.filter(pk=retake_id).first()
    if retake is None:
        return None
    same = Retake.objects.filter(
        pk=retake.pk,
        state=retake.state,
        message_due_at=retake.message_due_at,
        photo_day=retake.photo_day_id,
        paused_at=None,
    )
    kind = kind_for(retake)
    # At once: whoever calls the day off while the mail is on its way has to tell them so.
    if not same.update(message_due_at=None, told_day=_told_day(retake, kind)):
        return None
    return _begun(retake, kind) if kind else None


def kind_for(retake: Retake) -> Kind | None:
    """What the next message is for; None where nothing is to be said."""
    if retake.state == Retake.State.ACCEPTED:
        return Kind.ACCEPTED
    if not retake.is_open:
        others = Retake.objects.open().filter(person=retake.person_id)
        return None if others.exists() else Kind.ENDED  # they have something to do after all
    if news := day_news(retake):
        return news
    if not (retake.messages and retake.last_message_at):
        return Kind.REQUEST
    came_since = retake.submitted_at and retake.submitted_at > retake.last_message_at
    return Kind.ASKED_AGAIN if came_since else Kind.REMINDER


def day_news(retake: Retake) -> Kind | None:
    """What the person does not know yet of their photo day (retakes.querysets.day_news says the
    same of many)."""
    day = retake.coming_day
    if day:
        return Kind.PHOTO_DAY if retake.told_day != day.held_on else None
    waits = retake.photo_day_id is None and retake.told_day and retake.told_day >= localdate()
    return Kind.DAY_OFF if waits else None


def _told_day(retake: Retake, kind: Kind | None) -> date | None:
    """The day that the person waits for once the message has gone."""
    day = retake.coming_day
    if kind == Kind.PHOTO_DAY and day:
        return day.held_on
    return retake.told_day if kind in ASKING - {Kind.DAY_OFF} else None


def _begun(retake: Retake, kind: Kind) -> SentMessage:
    """The message's row: that of the last attempt, if it failed, else a new one."""
    columns = {
        "kind": kind,
        "language": language_of(retake.person),
        "address": retake.person.email,
        "begun_at": timezone.now(),
        "state": State.SENDING,
    }
    failed = SentMessage.objects.filter(retake=retake, state=State.RETRYING).first()
    if failed is None:
        return SentMessage.objects.create(retake=retake, **columns)
    for name, value in {**columns, "attempts": failed.attempts + 1}.items():
        setattr(failed, name, value)
    failed.save()
    failed.retake = retake
    return failed


@transaction.atomic
def went(message: SentMessage) -> bool:
    """The mail has left. Whether it was still this attempt's."""
    if not _own(message).update(state=State.SENT, sent_at=timezone.now(), error=""):
        return False
    _count(message)
    return True


@transaction.atomic
def failed(message: SentMessage, error: str, *, is_final: bool) -> bool:
    """The mail did not leave: it is tried again after a pause, unless the fault is final. Whether
    it was still this attempt's."""
    left = PAUSES[message.attempts - 1 :]
    state = State.FAILED if is_final or not left else State.RETRYING
    if not _own(message).update(state=state, error=error):
        return False
    # They know no more than before.
    Retake.objects.filter(pk=message.retake_id).update(told_day=message.retake.told_day)
    if state == State.RETRYING:
        retake = Retake.objects.filter(pk=message.retake_id, message_due_at=None)
        retake.filter(state__in=TELLING).update(message_due_at=timezone.now() + left[0])
    return True


def _own(message: SentMessage) -> QuerySet[SentMessage]:
    return SentMessage.objects.filter(
        pk=message.pk, state=State.SENDING, attempts=message.attempts
    )


def _count(message: SentMessage) -> None:
    """The request knows of the message, and when the next is to go."""
    rows = Retake.objects.filter(pk=message.retake_id)
    rows.update(messages=F("messages") + 1, last_message_at=message.begun_at)
    if message.kind in ASKING:
        due = next_reminder(message.retake_id, message.begun_at)
        rows.awaiting().filter(message_due_at=None).update(message_due_at=due)
    retake = rows.select_related("person").get()
    record(
        "message.send",
        kind=KIND,
        key=message.pk,
        person_key=key_of(retake.person_id),
        after=message.kind,
    )


def next_reminder(retake_id: int, since: datetime) -> datetime | None:
    """When the next reminder goes, after the day of the person's photo day; None where the limit
    is reached. What was asked anew counts anew."""
    chosen = retake_settings()
    kinds = SentMessage.objects.gone().filter(retake=retake_id).values_list("kind", flat=True)
    reminders = 0
    for kind in kinds:  # newest first
        if kind != Kind.REMINDER:
            break
        reminders += 1
    if reminders >= chosen.most_reminders:
        return None
    moment = since + timedelta(days=chosen.remind_days)
    day = PhotoDay.objects.filter(retakes=retake_id).first()
    return next_business(localtime(max(moment, day.over) if day else moment))


def give_up_left() -> int:
    """See to messages whose worker died, and to attempts that nobody waits for any more; how
    many there were."""
    died = SentMessage.objects.filter(
        state=State.SENDING, begun_at__lt=timezone.now() - GIVEN_UP_AFTER
    )
    for message in died:
        with transaction.atomic():
            if _own(message).update(state=State.UNSURE):
                _count(message)
    waiting = SentMessage.objects.filter(state=State.RETRYING, retake__message_due_at=None)
    ids = list(waiting.values_list("pk", flat=True))
    return len(died) + SentMessage.objects.filter(pk__in=ids, state=State.RETRYING).update(
        state=State.DROPPED
    )
