"""What was measured of everybody, as numbers at hand: parsed once for each process."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from itertools import batched
from typing import NamedTuple

import numpy as np
from django.db.models import Max, Q
from numpy.typing import NDArray

from audit.models import Event
from directory.models import Person
from directory.reach import Reach
from photos.models import Assessment, Photo
from photos.quality.analysis import ENGINE_VERSION, Analysis
from photos.quality.findings import blended
from photos.quality.measures import MEASURES
from photos.quality.standard import DEFAULT, Rule, load_standard

type Numbers = NDArray[np.float64]

MEASURED = (
    *(one.name for one in MEASURES),
    *(one.name for one in load_standard(DEFAULT).blends),
)
PLACES = {name: place for place, name in enumerate(MEASURED)}
UNITS = {one.name: one.unit for one in MEASURES} | {
    one.name: "share" for one in load_standard(DEFAULT).blends
}
ERASURES = ("person.erase", "photo.erase")
READ_AT_ONCE = 1_000
MOST_KEPT = 150_000  # rows of half a kilobyte each
PASS, WARN, FAIL, UNKNOWN = range(4)

# By assessment and the moment it ended: rows of a result never change.
_kept: dict[tuple[int, datetime | None], Numbers] = {}
_erasure_known = 0  # the newest event of the trail that told of one


class PhotoRow(NamedTuple):
    """A judged photo of somebody who works here, and its numbers' key."""

    photo_id: int
    verdict: str
    state: str
    purpose: str
    department_id: int | None
    standard_version: str
    assessment_id: int
    finished_at: datetime | None


def photo_rows(people: Q, reach: Reach) -> list[PhotoRow]:
    """The current photos that this engine measured, of these people within reach: one query."""
    photos = Photo.objects.within(reach).filter(
        people,
        is_current=True,
        person__status=Person.Status.ACTIVE,
        judgement__assessment__engine_version=ENGINE_VERSION,
    )
    columns = photos.order_by("pk").values_list(
        "pk",
        "verdict",
        "state",
        "purpose",
        "person__department_id",
        "judgement__standard_version",
        "judgement__assessment_id",
        "judgement__assessment__finished_at",
    )
    return [PhotoRow(*one) for one in columns]


def numbers_of(rows: Sequence[PhotoRow]) -> Numbers:
    """Their measurements (n, MEASURED), NaN where one could not be taken."""
    forget_erased()
    keys = [(row.assessment_id, row.finished_at) for row in rows]
    missing = [key[0] for key in keys if key not in _kept]
    if len(_kept) + len(missing) > MOST_KEPT:
        _kept.clear()
        missing = [key[0] for key in keys]
    kept = {key: _kept[key] for key in keys if key in _kept} | _read(missing)
    unknown = np.full(len(MEASURED), math.nan)  # erased in this very moment
    return np.array([kept.get(key, unknown) for key in keys]).reshape(-1, len(MEASURED))


def forget_erased() -> None:
    """Keep nothing of what was erased since this process looked last, whoever erased it."""
    global _erasure_known
    erasures = Event.objects.filter(action__in=ERASURES)
    newest = erasures.aggregate(newest=Max("pk"))["newest"] or 0
    if newest == _erasure_known:
        return
    there = set(Assessment.objects.values_list("pk", flat=True).iterator())
    for key in [key for key in list(_kept) if key[0] not in there]:
        _kept.pop(key, None)
    _erasure_known = newest


def _read(assessment_ids: Sequence[int]) -> dict[tuple[int, datetime | None], Numbers]:
    """Parse what is not at hand yet, and keep it."""
    read: dict[tuple[int, datetime | None], Numbers] = {}
    for some in batched(assessment_ids, READ_AT_ONCE):
        stored = Assessment.objects.filter(pk__in=some)
        for pk, finished_at, analysis in stored.values_list("pk", "finished_at", "analysis"):
            if analysis:
                read[pk, finished_at] = _row_of(Analysis.from_json(analysis))
    _kept.update(read)
    return read


def _row_of(analysis: Analysis) -> Numbers:
    seen = blended(analysis, load_standard(DEFAULT)).by_name
    values = (seen[name].value if name in seen else None for name in MEASURED)
    return np.array([math.nan if value is None else value for value in values])


def values_for(rule: Rule, numbers: Numbers) -> Numbers:
    """What the rule counts of everybody (n), NaN where there is none."""
    values: Numbers = numbers[:, PLACES[rule.measure]]
    return np.abs(values) if rule.absolute else values


def outcomes(rule: Rule, numbers: Numbers) -> NDArray[np.int64]:
    """In which of the rule's bands everybody's value lies (n): PASS, WARN, FAIL, UNKNOWN."""
    values = values_for(rule, numbers)
    passes = (rule.passes.low <= values) & (values <= rule.passes.high)
    warns = (rule.warns.low <= values) & (values <= rule.warns.high)
    return np.select([np.isnan(values), passes, warns], [UNKNOWN, PASS, WARN], FAIL)
