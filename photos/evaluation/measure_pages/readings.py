"""What the measures read at each dose, each picture measured once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from statistics import median

from photos.evaluation.doses import light, sharpness
from photos.evaluation.doses.families import follows
from photos.evaluation.doses.original import Original, Pixels, as_png
from photos.evaluation.measure_pages.album import PEOPLE, Album
from photos.evaluation.measure_pages.covers import (
    with_beard,
    with_glasses,
    with_scarf,
    with_trimmed_beard,
)
from photos.evaluation.measure_pages.ladders import Ladder
from photos.quality.analysis import Analysis, analyse

type Values = list[float | None]

UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Else:
    """Changes of one kind that a measure of something else should not follow."""

    title: str
    changes: Mapping[str, Callable[[Original], Pixels]]


ELSE = (
    Else(
        "light by -2, -1, +1 stops",
        {
            "light -2": lambda photo: light.exposure(photo, -2),
            "light -1": lambda photo: light.exposure(photo, -1),
            "light +1": lambda photo: light.exposure(photo, 1),
        },
    ),
    Else("skin one stop darker", {"skin": lambda photo: light.skin_darkened(photo, 1)}),
    Else(
        "painted glasses, full beard, trimmed beard, scarf",
        {
            "glasses": with_glasses,
            "beard": with_beard,
            "trimmed": with_trimmed_beard,
            "scarf": with_scarf,
        },
    ),
    Else(
        "half the pixels a side, JPEG of quality 60",
        {
            "pixels": lambda photo: sharpness.fewer_pixels(photo, 2),
            "JPEG": lambda photo: sharpness.jpeg(photo, 40),
        },
    ),
)


@dataclass(frozen=True, slots=True)
class Shot:
    """Which picture: of a ladder or another change, of whom, at which dose."""

    change: str
    person: str
    dose: float = 0.0


@dataclass(frozen=True)
class Readings:
    """The measurements of the album's pictures, taken when they are asked for."""

    album: Album
    taken: dict[Shot, Analysis] = field(default_factory=dict)

    def at(self, ladder: Ladder, person: str, dose: float) -> Analysis:
        """One person at one dose."""
        return self.kept(
            Shot(ladder.name, person, dose), lambda: ladder.picture(self.album, person, dose)
        )

    def member(self, employee_id: str) -> Analysis:
        """One of the demo team."""
        return self.kept(Shot("team", employee_id), lambda: self.album.member(employee_id))

    def along(self, ladder: Ladder, measure: str, person: str) -> Values:
        """One measure at each dose."""
        return [self.at(ladder, person, dose).measurement(measure).value for dose in ladder.doses]

    def unchanged(self, measure: str) -> Values:
        """One measure on the six unchanged photos."""
        return self.after(UNCHANGED, lambda photo: photo.pixels, measure)

    def after(self, name: str, change: Callable[[Original], Pixels], measure: str) -> Values:
        """One measure on all six people after a change."""
        seen = [
            self.kept(Shot(name, one), partial(change, self.album.original(one))) for one in PEOPLE
        ]
        return [one.measurement(measure).value for one in seen]

    def kept(self, key: Shot, picture: Callable[[], Pixels]) -> Analysis:
        """The analysis of a picture, made and measured the first time."""
        if key not in self.taken:
            self.taken[key] = analyse(as_png(picture()))
        return self.taken[key]


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle and the ends of some readings, and how many there are."""

    middle: float
    low: float
    high: float
    count: int


def spread(values: Values) -> Spread | None:
    """The spread of the readings that are known."""
    known = [one for one in values if one is not None]
    return Spread(median(known), min(known), max(known), len(known)) if known else None


def followers(readings: Readings, ladder: Ladder, measure: str) -> tuple[str, ...]:
    """The people on whom the measure follows its dose."""
    rising = measure in ladder.rising
    return tuple(
        one
        for one in ladder.people
        if follows(readings.along(ladder, measure, one), rising=rising)
    )
