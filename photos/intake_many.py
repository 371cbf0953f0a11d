"""Many photos at a time through the one door: opened one by one, committed together.

What `photos.intake.receive` does for one photo is done here for a batch, in its order and in
one transaction: people locked, rows and cards written, and messages sent in a few queries.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from django.db import transaction
from django.utils import timezone

from directory.models import Person
from photos import cards, intake
from photos.events import PhotoEvent, tell
from photos.intake import Received, StoredPicture, Upload
from photos.models import Assessment, Photo
from photos.quality.analysis import ENGINE_VERSION
from photos.quality.limits import UnreadablePhoto
from photos.tasks import send_once_committed
from photos.trail import record_uploads
from work.priorities import BULK

GONE = "gone"  # a refusal's code
GONE_MESSAGE = "The person, or this very photo, was removed while it came in."

type Fate = Received | UnreadablePhoto


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody's photo that comes in: its bytes, or what reads them in a thread of its own when
    its turn comes, raising UnreadablePhoto where it cannot; that one asks no database."""

    person: Person
    data: bytes | Callable[[], bytes]
    upload: Upload


@dataclass(frozen=True, slots=True)
class Digest:
    """A photo, by its person and the SHA-256 of what was uploaded."""

    person_id: int
    sha256: str


def receive_many(arrivals: Sequence[Arrival], *, at_once: int = 1) -> list[Fate]:
    """What becomes of each photo, in their order; one that is refused stops no other.

    `at_once` are read and opened at a time. The batch's people are locked for one transaction:
    a hundred photos are many. Where that fails, no row and no file is left.
    Among the refusals are photos.storage.DiskFull, and GONE for whom somebody erased meanwhile.
    """
    return next(receive_batches([arrivals], at_once=at_once))


def receive_batches(
    batches: Iterable[Sequence[Arrival]], *, at_once: int = 1
) -> Iterator[list[Fate]]:
    """As `receive_many` for each batch; the next one is opened while one is committed."""
    threads = ThreadPoolExecutor(at_once)
    begun: deque[_Batch] = deque()
    try:
        for arrivals in batches:
            begun.append(_Batch(arrivals, threads))
            if len(begun) > 1:
                yield _committed(begun)
        while begun:
            yield _committed(begun)
    finally:
        threads.shutdown(cancel_futures=True)
        for batch in begun:
            batch.undo.close()


def _committed(begun: deque[_Batch]) -> list[Fate]:
    """Commit the first; until that is done it counts as begun, whatever interrupts it."""
    fates = begun[0].commit()
    begun.popleft()
    return fates


@dataclass(frozen=True, slots=True)
class _Opened:
    """What one arrival turned out to be, without its bytes, and what removes its files.

    No picture: it is stored already, or another one of the batch is the same.
    """

    person: Person
    upload: Upload
    digest: Digest
    picture: StoredPicture | UnreadablePhoto | None
    undo: ExitStack


class _Batch:
    """Photos that are being opened, each once, and are then committed together.

    Closing `undo`, once nothing is being opened any more, removes the files of all that were
    not committed.
    """

    def __init__(self, arrivals: Sequence[Arrival], threads: Executor) -> None:
        self.undo = ExitStack()
        self._seen = stored_of({arrival.person.pk for arrival in arrivals})
        self._looking = Lock()
        self._openings = [threads.submit(self._open, arrival) for arrival in arrivals]

    def commit(self) -> list[Fate]:
        """Wait until all are open, and write them."""
        wait(self._openings)
        opened = [opening.result() for opening in self._openings]
        first = {one.digest: one for one in opened if one.picture}
        with intake.sure_of_commit(self.undo):
            fates, added = _write(opened, first)
            for digest in added:
                first[digest].undo.pop_all()
        self.undo.close()
        return fates

    def _open(self, arrival: Arrival) -> _Opened:
        """Read it, and open it unless that is known to be needless."""
        undo, digest = ExitStack(), Digest(arrival.person.pk, "")
        picture: StoredPicture | UnreadablePhoto | None = None
        with self._looking:
            self.undo.push(undo)
        try:
            data = arrival.data if isinstance(arrival.data, bytes) else arrival.data()
            digest = Digest(arrival.person.pk, sha256(data).hexdigest())
            if self._is_first(digest):
                picture = intake.store(data, undo)
        except UnreadablePhoto as refusal:
            undo.close()  # a full disk may have taken some of its files
            picture = refusal
        return _Opened(arrival.person, arrival.upload, digest, picture, undo)

    def _is_first(self, digest: Digest) -> bool:
        with self._looking:
            is_first = digest not in self._seen
            self._seen.add(digest)
        return is_first


def stored_of(person_ids: Iterable[int]) -> set[Digest]:
    """All photos that these people have or had."""
    photos = Photo.objects.filter(person__in=person_ids)
    return {Digest(*row) for row in photos.values_list("person_id", "sha256")}


@transaction.atomic
def _write(
    opened: Sequence[_Opened], first: Mapping[Digest, _Opened]
) -> tuple[list[Fate], set[Digest]]:
    """What becomes of each, and those whose files are in use now; of equal ones `first` has
    the picture."""
    writing = _Writing([one.digest for one in opened])
    fates = [
        writing.take(one, one.picture or first.get(one.digest, one).picture) for one in opened
    ]
    writing.flush()
    return fates, writing.added


class _Writing:
    """The rows of a batch, in its transaction; what `take` says holds after `flush`."""

    def __init__(self, digests: Sequence[Digest]) -> None:
        ids = {digest.person_id for digest in digests}
        people = Person.objects.select_for_update().filter(pk__in=ids).order_by("pk")
        self._people = set(people.values_list("pk", flat=True))
        photos = Photo.objects.filter(
            person__in=ids, sha256__in={digest.sha256 for digest in digests}
        )
        self._known = {Digest(photo.person_id, photo.sha256): photo for photo in photos}
        self._newest = {_place(photo): photo for photo in photos if photo.is_current}
        self._new: list[Photo] = []
        self.added: set[Digest] = set()

    def take(self, coming: _Opened, picture: StoredPicture | UnreadablePhoto | None) -> Fate:
        """What becomes of the next one; `picture` is None where it was stored before."""
        known = self._known.get(coming.digest)
        if known is None:
            return self._take_new(coming, picture)
        try:
            intake.check_purpose(known, coming.upload)
        except UnreadablePhoto as refusal:
            return refusal
        if intake.comes_back(known, coming.upload):
            self.flush()
            intake.bring_back(known)
            self._becomes_newest(known)
        return Received(known, is_new=False)

    def _take_new(self, coming: _Opened, picture: StoredPicture | UnreadablePhoto | None) -> Fate:
        if isinstance(picture, UnreadablePhoto):
            return picture
        if picture is None or coming.person.pk not in self._people:
            return UnreadablePhoto(GONE, GONE_MESSAGE)
        photo = intake.photo_of(coming.person, coming.digest.sha256, coming.upload, picture)
        self._becomes_newest(photo)
        self._known[coming.digest] = photo
        self._new.append(photo)
        self.added.add(coming.digest)
        return Received(photo, is_new=True)

    def _becomes_newest(self, photo: Photo) -> None:
        before = self._newest.get(_place(photo))
        if before:
            before.is_current = False
        photo.is_current = True
        self._newest[_place(photo)] = photo

    def flush(self) -> None:
        """Write the new ones, and what follows for their people."""
        new, self._new = self._new, []
        if not new:
            return
        for purpose in {photo.purpose for photo in new}:
            people = {photo.person_id for photo in new if photo.purpose == purpose}
            before = Photo.objects.newest_for(purpose).filter(person__in=people)
            before.update(is_current=False)
        Photo.objects.bulk_create(new)
        _request_assessments(new)
        cards.write(photo.person_id for photo in new)
        record_uploads(new)
        tell(PhotoEvent.STORED, new, new[0].uploaded_by)


def _place(photo: Photo) -> tuple[int, str]:
    """Where one photo at most is the newest."""
    return photo.person_id, photo.purpose


def _request_assessments(photos: Sequence[Photo]) -> None:
    """The work rows of new photos, and their messages once they are committed."""
    now = timezone.now()
    work = Assessment.objects.bulk_create(
        Assessment(photo=photo, engine_version=ENGINE_VERSION, due_at=now, priority=BULK)
        for photo in photos
    )
    send_once_committed(work)
