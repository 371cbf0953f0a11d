"""Where a request stands: the one place that changes it, each change once, audited and told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.timezone import localdate

from audit.trail import record
from photos.models import Photo
from photos.trail import key_of
from retakes.announcing import announce_state
from retakes.messages.claims import day_news, next_reminder
from retakes.models import AWAITING_STATES, OPEN_STATES, Retake, SentMessage, retake_settings

KIND = "retakes.retake"
State = Retake.State
TOLD_AFTER = timedelta(minutes=10)  # what is often taken back: an end, a photo day


def opened(retake: Retake) -> bool:
    """The person looks at their page. Whether that is new, as for all of these."""
    return _move(retake, State.OPENED, {State.ASKED}, opened_at=timezone.now())


def tried(retake: Retake, *, refused: bool) -> bool:
    """The person had a photo checked; `refused` by the machine. Whether it was their turn."""
    before = retake.state
    columns: dict[str, Any] = {"tries": F("tries") + 1, "refusals": F("refusals") + int(refused)}
    if before != State.TRIED:
        columns["tried_at"] = timezone.now()
    return _move(
        retake, State.TRIED, AWAITING_STATES, is_recorded=before != State.TRIED, **columns
    )


@transaction.atomic
def said(retake: Retake, note: str, kind: Retake.NoteKind, *, crop_accepted: bool = False) -> bool:
    """What the person says to HR, of the old photo or of the one that comes next; the state
    stays. Of each photo anew: an earlier note goes."""
    rows = Retake.objects.open().filter(pk=retake.pk)
    columns = {"person_note": note, "person_note_kind": kind, "crop_accepted": crop_accepted}
    changed = bool(rows.update(**columns))
    if not note:  # nothing to tell
        return changed
    return _told(retake, "retake.said", changed)


def unsaid(retake: Retake, note: str) -> bool:
    """HR took a decision back: what it said is read no more where a request is open."""
    rows = Retake.objects.open().filter(pk=retake.pk, note=note).exclude(note="")
    changed = bool(rows.update(note=""))
    if changed:
        retake.note = ""
    return changed


def submitted(retake: Retake, photo: Photo) -> bool:
    """A new photo came, be it late. What its person says of it was written before, by `said`."""
    columns: dict[str, Any] = {
        "submitted": photo,
        "submitted_at": timezone.now(),
        "message_due_at": None,
        "paused_at": None,  # nothing rests any more
        "ended_at": None,
    }
    return _move(retake, State.SUBMITTED, OPEN_STATES | {State.EXPIRED}, **columns)


def accepted(retake: Retake, photo: Photo) -> bool:
    """The new photo was approved or waived."""
    return _end(retake, State.ACCEPTED, submitted=photo)


def waived(retake: Retake) -> bool:
    """No new photo is needed after all."""
    return _end(retake, State.WAIVED)


def expired(retake: Retake) -> bool:
    """Nobody answered in time."""
    return _move(
        retake, State.EXPIRED, AWAITING_STATES, ended_at=timezone.now(), message_due_at=None
    )


def cancel(retake: Retake) -> bool:
    """Somebody of HR takes the request back."""
    return _end(retake, State.CANCELLED)


def left(retake: Retake) -> bool:
    """The person has left: should they come back, nobody tells them of it."""
    return _end(retake, State.CANCELLED, message_due_at=None)


@transaction.atomic
def pause(retake: Retake) -> bool:
    """No message goes and no day passes until it is resumed."""
    rows = Retake.objects.awaiting().filter(pk=retake.pk, paused_at=None)
    return _told(retake, "retake.pause", bool(rows.update(paused_at=timezone.now())))


@transaction.atomic
def resume(retake: Retake) -> bool:
    """Go on; the due day moves by the days of the pause, so does the next message."""
    held = Retake.objects.select_for_update().open().exclude(paused_at=None)
    row = held.filter(pk=retake.pk).first()
    if row is None or row.paused_at is None:
        return False
    rested = timezone.now() - row.paused_at
    row.due_on += timedelta(days=rested.days)
    if day_news(row):
        row.message_due_at = timezone.now()
    elif row.message_due_at:
        row.message_due_at += rested
    row.paused_at = None
    row.save(update_fields=["due_on", "message_due_at", "paused_at"])
    return _told(retake, "retake.resume", True)


@transaction.atomic
def remind(retake: Retake) -> bool:
    """The next message goes now, if one is still allowed: the request itself and as many
    reminders as the settings say."""
    most = retake_settings().most_reminders
    Retake.objects.select_for_update().filter(pk=retake.pk).first()  # whoever sends has ended
    rows = Retake.objects.awaiting().filter(pk=retake.pk, paused_at=None, messages__lte=most)
    rows = rows.exclude(sent__state=SentMessage.State.SENDING)
    due = rows.update(message_due_at=timezone.now())
    return _told(retake, "retake.remind", bool(due))


def asked_again(retake: Retake, **columns: Any) -> bool:
    """The photo that came is not enough, or is gone: the person's turn once more, with a new
    message and time to answer it."""
    day = max(retake.due_on, localdate() + timedelta(days=retake_settings().due_days))
    fresh = {
        "submitted": None,
        "message_due_at": timezone.now(),
        "refusals": 0,
        "due_on": day,
        "paused_at": None,
        **columns,
    }
    return _move(retake, State.ASKED, OPEN_STATES, action="retake.ask", **fresh)


def reopened(retake: Retake) -> bool:
    """The approval of the new photo was taken back: it awaits a decision again."""
    others = Retake.objects.open().filter(person=retake.person_id)
    if others.exists():
        return False
    return _move(retake, State.SUBMITTED, {State.ACCEPTED}, ended_at=None, message_due_at=None)


def needed_again(retake: Retake) -> bool:
    """What waived it was taken back: the person's turn as before, told once more if they were
    told that there is nothing to do."""
    others = Retake.objects.open().filter(person=retake.person_id)
    if others.exists():
        return False
    told, ended = retake.last_message_at, retake.ended_at
    due: datetime | None = timezone.now()
    if told and ended and told < ended and not day_news(retake):
        due = next_reminder(retake.pk, told)
    before = State.OPENED if retake.opened_at else State.ASKED
    to = State.TRIED if retake.tried_at else before
    return _move(
        retake, to, {State.WAIVED}, action="retake.ask", ended_at=None, message_due_at=due
    )


def _end(retake: Retake, to: Retake.State, **columns: Any) -> bool:
    now = timezone.now()
    # Who was written to is told; not at once, because a decision can be taken back.
    due = now + TOLD_AFTER if retake.messages else None
    columns = {"ended_at": now, "message_due_at": due, "paused_at": None, **columns}
    return _move(retake, to, OPEN_STATES, **columns)


@transaction.atomic
def _move(
    retake: Retake,
    to: Retake.State,
    before: Collection[str],
    *,
    action: str = "",
    is_recorded: bool = True,
    **columns: Any,
) -> bool:
    """Write the new state if the row is in one of those `before`; `retake` shows the row then."""
    rows = Retake.objects.filter(pk=retake.pk, state__in=before)
    moved = bool(rows.update(state=to, **columns))
    if moved and is_recorded:
        record(
            action or f"retake.{to.value}",
            kind=KIND,
            key=retake.pk,
            person_key=key_of(retake.person_id),
            before=retake.state,
            after=to.value,
        )
    if moved:
        retake.refresh_from_db()
        announce_state(retake)
    return moved


def _told(retake: Retake, action: str, changed: bool) -> bool:
    if changed:
        record(action, kind=KIND, key=retake.pk, person_key=key_of(retake.person_id))
        retake.refresh_from_db()
    return changed
