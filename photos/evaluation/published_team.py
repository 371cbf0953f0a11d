"""The published pictures, measured again as files: do everybody's eyes and heads stand alike?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from photos.evaluation.tables import Cell, Row, Section, Table
from photos.models import Assessment, Publication
from photos.people_json import DIRECTORY
from photos.quality.analysis import Analysis, analyse
from photos.quality.geometry import CropBox
from photos.renditions import rendition
from photos.storage import read_file

MEASURES = {
    "head_height": "head height",
    "eye_line": "eye line",
    "face_centre_offset": "face off the middle",
}
PERCENT = 100.0
INNER = (5, 95)  # percentiles: one picture in ten may lie outside


@dataclass(frozen=True, slots=True)
class Published:
    """Somebody's photo as it was taken, and its published picture measured again.

    `master` and `picture` are encoded; `cut` lies in the master, `taken` is the frame that a
    directory would show of it without a decision, both in px.
    """

    name: str
    master: bytes
    picture: bytes
    taken: CropBox
    cut: CropBox
    before: Analysis
    after: Analysis


@dataclass(frozen=True, slots=True)
class Spread:
    """How far values lie apart, in shares of the frame: standard deviation, 5th to 95th
    percentile."""

    deviation: float
    inner: float


def published_team(publications: Iterable[Publication]) -> Iterator[Published]:
    """Everybody who has a picture in the directory, one by one."""
    for publication in publications:
        stored = newest_analysis(publication)
        size = publication.best_size(DIRECTORY, max(publication.sizes(DIRECTORY), default=0))
        if stored is None or size is None:
            continue
        picture = read_file(rendition(publication, DIRECTORY, size).file)
        master = read_file(publication.photo.master)
        yield Published(
            name=str(publication.photo.person),
            master=master,
            picture=picture,
            taken=taken_frame(stored),
            cut=publication.box(DIRECTORY),
            before=stored,
            after=analyse(picture),
        )


def newest_analysis(publication: Publication) -> Analysis | None:
    """What was measured on the photo last."""
    results = Assessment.objects.results_of(publication.photo_id)
    stored = results.values_list("analysis", flat=True).first()
    return Analysis.from_json(stored) if stored else None


def taken_frame(analysis: Analysis) -> CropBox:
    """The square in the middle of the photo, as most directories cut it."""
    side = min(analysis.width, analysis.height)
    return CropBox((analysis.width - side) / 2, (analysis.height - side) / 2, side, side)


def spread_of(analyses: Sequence[Analysis], measure: str) -> Spread:
    """How far a measure's values lie apart; of those that have one."""
    found = (one.measurement(measure).value for one in analyses)
    values = [value for value in found if value is not None]
    low, high = np.percentile(values, INNER)
    return Spread(float(np.std(values)), float(high - low))


def published_section(team: Sequence[Published]) -> Section:
    """The spreads before and after, as a table for a terminal."""
    before, after = [one.before for one in team], [one.after for one in team]
    rows = [
        Row(title, (*cells(before, measure), *cells(after, measure)))
        for measure, title in MEASURES.items()
    ]
    columns = ("", "before: deviation", "5 to 95 %", "published: deviation", "5 to 95 %")
    note = "In percent of the frame. Before: the frame that a directory shows of the whole file."
    table = Table("How far apart", columns, tuple(rows), note)
    told = f"{len(team)} published pictures, measured again as files."
    return Section("published", "The published pictures", told, (table,))


def cells(analyses: Sequence[Analysis], measure: str) -> tuple[Cell, Cell]:
    """Deviation and inner range, in percent."""
    spread = spread_of(analyses, measure)
    return Cell(f"{PERCENT * spread.deviation:.2f}"), Cell(f"{PERCENT * spread.inner:.2f}")
