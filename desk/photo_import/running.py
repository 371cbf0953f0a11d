"""A confirmed import is taken in by any number of workers, some seconds at a time.

The import's own lease is renewed with every few photos; once nobody has for that long,
`send_lost` sends for it again.
"""

from functools import partial
from math import ceil

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from audit.context import on_behalf_of
from audit.trail import record
from desk.photo_import import taking
from desk.photo_import.claims import LEASE, Slice, waiting_for
from desk.photo_import.keeping import discard_soon
from desk.photo_import.rows import ImportedFile, PhotoImport
from photos.storage import DiskFull
from work import queues
from work.sending import send, send_many

State = ImportedFile.State
PHOTOS_AT_ONCE = 10  # claimed, and committed
MOST_PARTS = 4  # so many workers at most take in one import's photos


@task(queue_name=queues.BULK)
def take_in(import_id: int) -> None:
    """Take in photos of an import for some seconds, and send for the rest: before the measuring
    of those that are in."""
    if run(import_id):
        send(take_in, import_id)


@transaction.atomic
def start(photo_import: PhotoImport) -> bool:
    """Let a confirmed import be taken in; False where that has happened already."""
    now = timezone.now()
    confirming = PhotoImport.objects.filter(pk=photo_import.pk, state=PhotoImport.State.CONFIRMING)
    started = confirming.update(
        state=PhotoImport.State.RUNNING, confirmed_at=now, lease_until=now + LEASE, problem=""
    )
    if started:
        _record("start", photo_import, count=photo_import.files.ready().count())
        transaction.on_commit(partial(_send_parts, photo_import.pk), robust=True)
    return bool(started)


def _send_parts(import_id: int) -> None:
    """A message for each worker that may be at it."""
    ready = ImportedFile.objects.ready().filter(photo_import=import_id).count()
    parts = min(MOST_PARTS, max(1, ceil(ready / PHOTOS_AT_ONCE)))
    send_many(take_in, [[import_id]] * parts)


def send_lost() -> int:
    """Send again for the imports whose runners died or whose messages got lost; how many."""
    now = timezone.now()
    lost = set(PhotoImport.objects.lost(now).values_list("pk", flat=True))
    sent = 0
    for import_id in lost - waiting_for(take_in) if lost else ():
        if PhotoImport.objects.lost(now).filter(pk=import_id).update(lease_until=now + LEASE):
            _send_parts(import_id)
            sent += 1
    return sent


def run(import_id: int) -> bool:
    """Take in what nobody else holds; whether there may be more when the time is up."""
    photo_import = PhotoImport.objects.select_related("by").filter(pk=import_id).first()
    if photo_import is None:
        return False
    turn = Slice()
    with on_behalf_of(photo_import.by, door="worker"):
        try:
            return _take_some(photo_import, turn)
        finally:
            turn.release()


def _take_some(photo_import: PhotoImport, turn: Slice) -> bool:
    while _is_going_on(photo_import):
        if not turn.claim(photo_import.files.ready(), PHOTOS_AT_ONCE):
            _finish(photo_import)
            return False
        try:
            taking.take(photo_import, turn)
        except DiskFull as full:
            _stop(photo_import, full.message)
            return False
        if turn.is_over:
            return True
    return False


def _is_going_on(photo_import: PhotoImport) -> bool:
    """Renew the lease; False once the import is cancelled or stopped."""
    running = PhotoImport.objects.filter(pk=photo_import.pk, state=PhotoImport.State.RUNNING)
    return bool(running.update(lease_until=timezone.now() + LEASE))


def _stop(photo_import: PhotoImport, problem: str) -> None:
    """Give the import back to be confirmed again once the trouble is over."""
    running = PhotoImport.objects.filter(pk=photo_import.pk, state=PhotoImport.State.RUNNING)
    running.update(state=PhotoImport.State.CONFIRMING, problem=problem)


def _finish(photo_import: PhotoImport) -> None:
    """Let the import be done, unless others still hold some of its photos: they do it then."""
    if photo_import.files.ready().exists():
        return
    running = PhotoImport.objects.filter(pk=photo_import.pk, state=PhotoImport.State.RUNNING)
    with transaction.atomic():
        if not running.update(state=PhotoImport.State.DONE, lease_until=None):
            return
        added = photo_import.files.filter(state=State.ADDED).count()
        _record("finish", photo_import, count=added)
    discard_soon(photo_import.files.all())


def cancel(photo_import: PhotoImport) -> bool:
    """Let an import be over, keeping what was taken in; False where it is over already."""
    open_one = PhotoImport.objects.unfinished().filter(pk=photo_import.pk)
    with transaction.atomic():
        if not open_one.update(state=PhotoImport.State.CANCELLED, lease_until=None):
            return False
        _record("cancel", photo_import)
    discard_soon(photo_import.files.all())
    return True


def _record(verb: str, photo_import: PhotoImport, count: int = 1) -> None:
    record(f"photo_import.{verb}", kind="desk.photoimport", key=photo_import.pk, count=count)
