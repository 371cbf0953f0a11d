"""A ZIP that has arrived is unpacked by a worker, some seconds at a time.

Its row counts the photos that are out; whoever goes on begins there.
"""

from dataclasses import dataclass

from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from desk.photo_import import arrivals
from desk.photo_import.claims import LEASE, Slice, waiting_for
from desk.photo_import.keeping import discard, keep_bytes, refuse
from desk.photo_import.rows import ImportedFile, PhotoImport
from photos.imports.photo_files import ON_THE_WEB, PhotoSource, UnreadableFile, UnusableSource
from photos.imports.zips import photos_in_stream
from photos.storage import DiskFull
from work import queues
from work.sending import send, send_after_commit

NO_PHOTO = _("There is no photo in this ZIP.")
LOST = _("The ZIP was lost before it was unpacked: please send it again.")


@task(queue_name=queues.BULK)
def unpack(file_id: int) -> None:
    """Unpack a ZIP for some seconds, and send for the rest: before bulk measuring."""
    if run(file_id):
        send(unpack, file_id)


def begin(file: ImportedFile) -> None:
    """Let a ZIP of which every byte is here be unpacked."""
    arrived = ImportedFile.objects.filter(pk=file.pk, state=ImportedFile.State.ARRIVING)
    if arrived.update(state=ImportedFile.State.UNPACKING, lease_until=timezone.now()):
        send_after_commit(unpack, file.pk)


def send_lost() -> int:
    """Send again for the ZIPs whose runner died or whose message got lost; how many."""
    now = timezone.now()
    left = ImportedFile.objects.left_behind(now)
    ids = set(left.values_list("pk", flat=True))
    sent = 0
    for file_id in ids - waiting_for(unpack) if ids else ():
        if left.filter(pk=file_id).update(lease_until=now, runner=""):
            send(unpack, file_id)
            sent += 1
    return sent


def run(file_id: int) -> bool:
    """Unpack what nobody else holds; whether there is more when the time is up."""
    turn = Slice()
    if not turn.claim(ImportedFile.objects.unpacking().filter(pk=file_id), 1):
        return False
    file = ImportedFile.objects.select_related("photo_import").get(pk=file_id)
    try:
        is_out = _Unpacking(file, turn).go_on()
    except DiskFull as full:
        # The lease stays: once it has run out it is tried again.
        PhotoImport.objects.filter(pk=file.photo_import_id).update(problem=full.message)
        return False
    if is_out:
        _end(file)
    else:
        turn.release()
    return not is_out


def _end(file: ImportedFile) -> None:
    """The ZIP goes; its photos are files of their own."""
    discard([file])
    file.delete()
    PhotoImport.objects.filter(pk=file.photo_import_id).update(problem="")


@dataclass(frozen=True, slots=True)
class _Unpacking:
    """One runner's turn at one ZIP."""

    file: ImportedFile
    turn: Slice

    def go_on(self) -> bool:
        """Whether the ZIP is done with, in one way or another."""
        into, name = self.file.photo_import, self.file.name
        try:
            with (
                arrivals.opened(self.file.stored) as stream,
                photos_in_stream(stream, ON_THE_WEB, self.file.unpacked_bytes) as source,
            ):
                return self._from(source)
        except UnusableSource as refusal:
            refuse(into, name, refusal.message)
        except FileNotFoundError:
            refuse(into, name, LOST)
        return True

    def _from(self, source: PhotoSource) -> bool:
        into = self.file.photo_import
        if self.file.place == 0:
            for refused in source.refused:
                refuse(into, refused.name, refused.reason)
            if not source.photos and not source.refused:
                refuse(into, self.file.name, NO_PHOTO)
        done, taken, number = self.file.place, self.file.unpacked_bytes, len(source.photos)
        is_ours = self._note(done, taken, number)
        for photo in source.photos[done:]:
            if not is_ours or (self.turn.is_over and done > self.file.place):
                return False
            try:
                content = photo.read()
                keep_bytes(into, photo.name, content)
                taken += len(content)
            except UnreadableFile as refusal:
                refuse(into, photo.name, refusal.message)
            done += 1
            is_ours = self._note(done, taken, number)
        return is_ours

    def _note(self, done: int, taken: int, photos: int) -> bool:
        """Write how far it is and renew the lease; False where it is no longer this runner's."""
        ours = self.turn.held(ImportedFile.objects.unpacking()).filter(pk=self.file.pk)
        return bool(
            ours.update(
                place=done,
                photos_inside=photos,
                unpacked_bytes=taken,
                lease_until=timezone.now() + LEASE,
            )
        )
