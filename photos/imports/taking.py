"""The photos of a team are taken in: several at a time, in batches, going on where one stopped."""

from __future__ import annotations

import errno
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import batched

from django.db import InterfaceError, OperationalError

from directory.models import Person
from photos.imports.matching import Pair
from photos.imports.photo_files import PhotoFile, PhotoSource, UnreadableFile
from photos.intake import Received, Upload
from photos.intake_many import Arrival, Digest, receive_batches, stored_of
from photos.models import Photo
from photos.quality import apart, apart_pool
from photos.quality.limits import UnreadablePhoto
from photos.storage import DiskFull, is_disk_full
from work.patience import Patience

PHOTOS_AT_ONCE = 50  # a transaction
NOBODY = Person(pk=0)  # for whom no photo is taken
UNREADABLE = "unreadable_file"  # a refusal's code


class Fate(StrEnum):
    """What became of a photo."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Taken:
    """A photo with its person, and why if it was refused."""

    pair: Pair
    fate: Fate
    reason: str = ""


def take_photos(
    source: PhotoSource, pairs: Sequence[Pair], patience: Patience, *, jobs: int = 1
) -> Iterator[Taken]:
    """Hand each photo to intake, `jobs` at a time; what is there already is not opened.

    A database that goes away is waited for. Raises OSError for a full disk: no photo behind it
    would fit.
    """
    apart_pool.allow(jobs)
    files = {photo.name: photo for photo in source.photos}
    done = 0
    while True:
        try:
            for taken in _taken(files, pairs[done:], jobs):
                done += 1
                yield taken
            return
        except (OperationalError, InterfaceError) as error:
            if is_disk_full(error):
                raise OSError(errno.ENOSPC, "the database's disk is full") from error
            patience.wait(error, done)


def rehearse(source: PhotoSource, pairs: Sequence[Pair], *, jobs: int = 1) -> Iterator[Taken]:
    """What `take_photos` would give; each photo is opened and nothing is kept."""
    apart_pool.allow(jobs)
    files = {photo.name: photo for photo in source.photos}
    with ThreadPoolExecutor(jobs) as threads:
        for some in batched(pairs, PHOTOS_AT_ONCE):
            people = _people(some)
            stored = stored_of(person.pk for person in people.values())
            looks = [
                threads.submit(
                    _rehearsed, pair, files[pair.name], people.get(pair.entry.employee_id), stored
                )
                for pair in some
            ]
            yield from (look.result() for look in looks)


def _rehearsed(pair: Pair, file: PhotoFile, person: Person | None, stored: set[Digest]) -> Taken:
    """One photo's fate; without `person` they would only be made by the real import."""
    try:
        content = file.read()
        if person and Digest(person.pk, sha256(content).hexdigest()) in stored:
            return Taken(pair, Fate.UNCHANGED)
        apart.make_master(content)
    except (UnreadableFile, UnreadablePhoto) as refusal:
        return Taken(pair, Fate.REFUSED, refusal.message)
    return Taken(pair, Fate.ADDED)


def _taken(files: Mapping[str, PhotoFile], pairs: Sequence[Pair], jobs: int) -> Iterator[Taken]:
    begun: deque[tuple[Pair, ...]] = deque()

    def batches() -> Iterator[list[Arrival]]:
        for some in batched(pairs, PHOTOS_AT_ONCE):
            begun.append(some)
            people = _people(some)
            yield [
                _arrival(files[pair.name], people.get(pair.entry.employee_id, NOBODY))
                for pair in some
            ]

    for fates in receive_batches(batches(), at_once=jobs):
        for pair, fate in zip(begun.popleft(), fates, strict=True):
            yield _told(pair, fate)


def _people(pairs: Sequence[Pair]) -> dict[str, Person]:
    ids = [pair.entry.employee_id for pair in pairs]
    return Person.objects.in_bulk(ids, field_name="employee_id")


def _arrival(file: PhotoFile, person: Person) -> Arrival:
    name = file.name.rpartition("/")[2]
    return Arrival(person, _reading(file), Upload(name, Photo.Source.IMPORT, None))


def _reading(file: PhotoFile) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            return file.read()
        except UnreadableFile as refusal:
            raise UnreadablePhoto(UNREADABLE, refusal.message) from refusal

    return read


def _told(pair: Pair, fate: Received | UnreadablePhoto) -> Taken:
    if isinstance(fate, DiskFull):
        raise OSError(errno.ENOSPC, fate.message) from fate
    if isinstance(fate, UnreadablePhoto):
        return Taken(pair, Fate.REFUSED, fate.message)
    return Taken(pair, Fate.ADDED if fate.is_new else Fate.UNCHANGED)
