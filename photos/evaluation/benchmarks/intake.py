"""How many photos a second come in: one for each transaction, and in batches.

Whatever intake does is done: pictures opened apart, files flushed to the disk, rows, messages.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection
from django.test.utils import override_settings

from directory.models import Person
from photos.evaluation.benchmarks.stopwatch import Stopwatch
from photos.imports.taking import PHOTOS_AT_ONCE
from photos.intake import Received, Upload, receive
from photos.intake_many import Arrival, receive_many
from photos.models import Photo
from photos.quality import apart, apart_pool

ONE, BATCH, JOBS, AGAIN = "one a transaction", "batches", "batches, several jobs", "there already"
UPLOAD = Upload("me.jpg", Photo.Source.IMPORT, None)


@dataclass(frozen=True, slots=True)
class IntakeEffort:
    """How many photos each way takes in a round, and how many rounds."""

    photos: int
    rounds: int


THOROUGH = IntakeEffort(photos=PHOTOS_AT_ONCE, rounds=5)
QUICK = IntakeEffort(photos=6, rounds=1)


@dataclass(frozen=True, slots=True)
class IntakeRates:
    """Photos a second by the clock, by the way they come in; the least disturbed round counts."""

    effort: IntakeEffort
    database: str
    jobs: int
    photo_kb: float
    rates: dict[str, float]

    def times(self, way: str) -> float:
        """How many times as fast as one photo for each transaction."""
        return self.rates[way] / self.rates[ONE]

    def as_json(self) -> dict[str, Any]:
        """The figures by their names."""
        return {
            "photos": self.effort.photos,
            "rounds": self.effort.rounds,
            "database": self.database,
            "jobs": self.jobs,
            "photo_kb": round(self.photo_kb, 1),
            "photos_per_second": {way: round(rate, 2) for way, rate in self.rates.items()},
            "times_as_fast": {way: round(self.times(way), 2) for way in self.rates},
        }


def intake_rates(photo: bytes, effort: IntakeEffort, jobs: int) -> IntakeRates:
    """All ways in turn, in the database at hand and in a folder that is gone afterwards."""
    watch = Stopwatch()
    with tempfile.TemporaryDirectory() as folder, override_settings(STORAGES=_within(folder)):
        apart_pool.allow(jobs)
        _open_at_once(photo, jobs)
        for _ in range(effort.rounds):
            _one_round(photo, effort.photos, jobs, watch)
    return IntakeRates(
        effort=effort,
        database=connection.vendor,
        jobs=jobs,
        photo_kb=len(photo) / 1000,
        rates={way: effort.photos / watch.best(way) for way in (ONE, BATCH, JOBS, AGAIN)},
    )


def _within(folder: str) -> dict[str, Any]:
    private = {"BACKEND": "photos.storage.DurableStorage", "OPTIONS": {"location": folder}}
    return settings.STORAGES | {"private": private}


def _open_at_once(photo: bytes, jobs: int) -> None:
    """Start the processes that open pictures, which costs the first ones some time."""
    receive_many([Arrival(person, photo, UPLOAD) for person in _people(jobs)], at_once=jobs)
    apart.make_master(photo)


def _one_round(photo: bytes, photos: int, jobs: int, watch: Stopwatch) -> None:
    _timed(watch, ONE, photos, lambda people: [receive(one, photo, UPLOAD) for one in people])
    several: list[Person] = []
    for way, at_once in ((BATCH, 1), (JOBS, jobs)):
        several = _timed(watch, way, photos, partial(_batch, photo, at_once))
    with watch.timing(AGAIN):
        _batch(photo, jobs, several)


def _batch(photo: bytes, jobs: int, people: Sequence[Person]) -> None:
    fates = receive_many([Arrival(one, photo, UPLOAD) for one in people], at_once=jobs)
    assert all(isinstance(fate, Received) for fate in fates), fates


def _timed(
    watch: Stopwatch, way: str, photos: int, take: Callable[[Sequence[Person]], object]
) -> list[Person]:
    people = _people(photos)
    with watch.timing(way):
        take(people)
    return people


def _people(number: int) -> list[Person]:
    first = Person.objects.count()
    return Person.objects.bulk_create(
        Person(employee_id=f"b{place}", first_name="Robin")
        for place in range(first, first + number)
    )
