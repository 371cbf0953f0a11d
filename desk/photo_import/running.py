"""A confirmed import is taken in, photo by photo; whoever runs it holds a lease on it."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from audit.context import on_behalf_of
from audit.trail import record
from desk.photo_import import arrivals
from desk.photo_import.receiving import discard
from desk.photo_import.rows import ImportedFile, PhotoImport
from directory.models import Person
from photos import intake
from photos.models import Photo
from photos.quality.limits import UnreadablePhoto
from photos.storage import DiskFull
from work.priorities import BULK
from work.sending import send, send_after_commit

State = ImportedFile.State
# Longer than any single photo takes; afterwards the runner is taken for dead.
LEASE = timedelta(minutes=2)
OUT_OF_REACH = _("The person is in none of your departments any more.")


@task
def take_in(import_id: int) -> None:
    """Take in what is confirmed of an import; nothing, where another runner is at it."""
    run(import_id)


@transaction.atomic
def start(photo_import: PhotoImport) -> bool:
    """Let a confirmed import be taken in; False where that has happened already."""
    now = timezone.now()
    confirming = PhotoImport.objects.filter(pk=photo_import.pk, state=PhotoImport.State.CONFIRMING)
    started = confirming.update(
        state=PhotoImport.State.RUNNING,
        confirmed_at=now,
        runner="",
        lease_until=now + LEASE,
        problem="",
    )
    if started:
        _record("start", photo_import, count=photo_import.files.ready().count())
        send_after_commit(take_in, photo_import.pk, priority=BULK)
    return bool(started)


def send_lost() -> int:
    """Send again the imports whose runner died or whose message got lost; how many."""
    now = timezone.now()
    sent = 0
    for import_id in list(PhotoImport.objects.lost(now).values_list("pk", flat=True)):
        freed = PhotoImport.objects.lost(now).filter(pk=import_id)
        if freed.update(runner="", lease_until=now + LEASE):
            send(take_in, import_id, priority=BULK)
            sent += 1
    return sent


def run(import_id: int) -> None:
    """Claim the import and take in its photos, until all are in or another runner has it."""
    runner, now = secrets.token_hex(16), timezone.now()
    free = PhotoImport.objects.free_to_run(now).filter(pk=import_id)
    if not free.update(runner=runner, lease_until=now + LEASE):
        return
    photo_import = PhotoImport.objects.select_related("by").get(pk=import_id)
    with on_behalf_of(photo_import.by, door="worker"):
        _take_all(photo_import, runner)


def _take_all(photo_import: PhotoImport, runner: str) -> None:
    ready = photo_import.files.ready().select_related("person")
    for file in list(ready):
        if not _still_ours(photo_import, runner):
            return
        try:
            _take(file, photo_import)
        except DiskFull as full:
            _stop(photo_import, runner, full.message)
            return
    _finish(photo_import, runner)


def _still_ours(photo_import: PhotoImport, runner: str) -> bool:
    """Renew the lease; False once the import is cancelled or another runner's."""
    ours = PhotoImport.objects.filter(
        pk=photo_import.pk, state=PhotoImport.State.RUNNING, runner=runner
    )
    return bool(ours.update(lease_until=timezone.now() + LEASE))


def _take(file: ImportedFile, photo_import: PhotoImport) -> None:
    """Hand one photo to intake and write what became of it. Raises DiskFull."""
    assert file.person is not None
    if not photo_import.reach.holds(file.person.department_id):
        _write(file, State.LEFT_OUT, reason=OUT_OF_REACH)
        return
    upload = intake.Upload(file.name, Photo.Source.IMPORT, photo_import.by)
    try:
        received = intake.receive(file.person, arrivals.read(file.stored, file.sha256), upload)
    except DiskFull:
        raise
    except UnreadablePhoto as refusal:
        _write(file, State.REFUSED, reason=refusal.message)
    except FileNotFoundError:
        _write(file, State.REFUSED, reason=_("The file was lost before it was taken in."))
    except Person.DoesNotExist:
        return  # removed meanwhile, and this row with them
    else:
        # A runner that died between intake and this row has added it all the same.
        confirmed = photo_import.confirmed_at
        is_ours = confirmed is not None and received.photo.uploaded_at >= confirmed
        is_added = received.is_new or is_ours
        # Whatever came by import before must not push aside what came after it.
        is_older = not is_added and not received.photo.is_current
        reason = _("The person has a newer photo, which stays.") if is_older else ""
        state = State.ADDED if is_added else State.UNCHANGED
        _write(file, state, reason=reason, photo=received.photo)


def _write(
    file: ImportedFile, state: ImportedFile.State, *, reason: str = "", photo: Photo | None = None
) -> None:
    still = ImportedFile.objects.filter(pk=file.pk, state=State.READY)
    still.update(state=state, reason=reason, photo=photo)


def _stop(photo_import: PhotoImport, runner: str, problem: str) -> None:
    """Give the import back to be confirmed again once the trouble is over."""
    ours = PhotoImport.objects.filter(pk=photo_import.pk, runner=runner)
    ours.update(state=PhotoImport.State.CONFIRMING, runner="", problem=problem)


def _finish(photo_import: PhotoImport, runner: str) -> None:
    ours = PhotoImport.objects.filter(
        pk=photo_import.pk, state=PhotoImport.State.RUNNING, runner=runner
    )
    with transaction.atomic():
        if not ours.update(state=PhotoImport.State.DONE, lease_until=None):
            return
        added = photo_import.files.filter(state=State.ADDED).count()
        _record("finish", photo_import, count=added)
    discard(list(photo_import.files.exclude(stored="")))


def cancel(photo_import: PhotoImport) -> bool:
    """Let an import be over, keeping what was taken in; False where it is over already."""
    open_one = PhotoImport.objects.unfinished().filter(pk=photo_import.pk)
    with transaction.atomic():
        if not open_one.update(state=PhotoImport.State.CANCELLED, lease_until=None):
            return False
        _record("cancel", photo_import)
    discard(list(photo_import.files.exclude(stored="")))
    return True


def _record(verb: str, photo_import: PhotoImport, count: int = 1) -> None:
    record(f"photo_import.{verb}", kind="desk.photoimport", key=photo_import.pk, count=count)
