"""A report as one HTML page that loads nothing, with the pictures that went wrong."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.template.loader import render_to_string

from photos.evaluation.report import Report
from photos.evaluation.sections import sections
from photos.evaluation.tables import Cell, coefficient, estimate, share
from photos.evaluation.thumbnails import Thumbnail, thumbnail
from photos.evaluation.wrong import Mistake, WrongPhoto
from photos.imports.photo_files import PhotoFile

TEMPLATE = "photos/evaluation/report.html"


@dataclass(frozen=True, slots=True)
class Tile:
    """One of the figures at the top of the page."""

    title: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Card:
    """A photo that went wrong, with its picture where it can be read."""

    photo: WrongPhoto
    picture: Thumbnail | None


@dataclass(frozen=True, slots=True)
class Heading:
    """What is said above the photos of one kind of mistake, and in place of them."""

    title: str
    note: str
    none: str


HEADINGS = {
    Mistake.FALSE_FLAG: Heading(
        "False flags",
        "People pass these; the machine asks for a new photo.",
        "No photo that people pass is flagged.",
    ),
    Mistake.MISSED_RETAKE: Heading(
        "Missed retakes",
        "People want a new photo; the machine lets these go.",
        "No retake is missed.",
    ),
    Mistake.UNSURE: Heading(
        "Unsure",
        "The machine leaves these to a person; it counts as wrong.",
        "Nothing is left to a person.",
    ),
}


@dataclass(frozen=True, slots=True)
class Gallery:
    """All photos of one kind of mistake."""

    key: str
    heading: Heading
    cards: tuple[Card, ...]


def page(report: Report, photos: Iterable[PhotoFile], labels: str, day: date) -> str:
    """The HTML. `photos` are read for their pictures; `labels` is the labels file's name."""
    first, *rest = sections(report)
    main = report.unambiguous if report.tells_ambiguous else report.all
    context = {
        "report": report,
        "labels": labels,
        "day": day,
        "main": main,
        "tiles": list(tiles(report)),
        "agreement": first,
        "galleries": galleries(report, {photo.name: photo for photo in photos}),
        "sections": rest,
    }
    return render_to_string(TEMPLATE, context)


def tiles(report: Report) -> Iterator[Tile]:
    """The figures to look at first."""
    main = report.unambiguous if report.tells_ambiguous else report.all
    yield Tile("Retakes caught", share(main.caught))
    yield Tile("False flags", share(main.false_flags))
    yield Tile("Balanced accuracy", estimate(main.balanced_accuracy))
    kappa = coefficient(main.kappa)
    yield Tile("Cohen's kappa", replace(kappa, behind=f"{kappa.behind}; 0 is chance, 1 perfect"))


def galleries(report: Report, photos: Mapping[str, PhotoFile]) -> list[Gallery]:
    """The wrong photos by kind; every kind is there, also an empty one."""
    return [
        Gallery(
            key=mistake.value,
            heading=heading,
            cards=tuple(
                Card(one, thumbnail(photos[one.file]))
                for one in report.wrong
                if one.mistake == mistake
            ),
        )
        for mistake, heading in HEADINGS.items()
    ]


def write_private(path: Path, text: str) -> None:
    """Write the whole file or none, for its owner's eyes alone. Raises OSError."""
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink()
        raise
