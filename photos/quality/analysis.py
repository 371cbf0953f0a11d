"""Everything that was measured on a picture: what is stored, and all that judging needs."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from photos.quality.fingerprint import fingerprint_of
from photos.quality.framing import Head
from photos.quality.geometry import Box, Point
from photos.quality.measurement import Measurement
from photos.quality.measures import MEASURES
from photos.quality.picture import LIMITS, Limits, Picture, read_picture
from photos.quality.subject import Subject, study

ENGINE_VERSION = "3"  # changes with every change of a measure: stored numbers carry it


@dataclass(frozen=True)
class Analysis:
    """One picture's measurements, in px of the upright full-size picture.

    `faces` come largest first; `head` is the first one's. `usable` is where a crop may lie:
    the photo without what was drawn around it. `fingerprint` tells the same picture again.
    """

    engine_version: str
    width: int
    height: int
    faces: tuple[Box, ...]
    head: Head | None
    measurements: tuple[Measurement, ...]
    usable: Box
    fingerprint: str = ""

    def measurement(self, name: str) -> Measurement:
        """The measurement of that name; one that this engine didn't take says so."""
        found = self.by_name.get(name)
        return found or Measurement(name, None, "", "this engine did not measure it")

    @cached_property
    def by_name(self) -> dict[str, Measurement]:
        """The measurements by their names."""
        return {one.name: one for one in self.measurements}

    def as_json(self) -> dict[str, Any]:
        """Plain values for a JSON column; `from_json` reads them back."""
        measurements = [one._asdict() for one in self.measurements]
        return asdict(replace(self, measurements=())) | {"measurements": measurements}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Analysis:
        """The analysis that `as_json` wrote."""
        head = stored["head"]
        return cls(
            engine_version=stored["engine_version"],
            width=stored["width"],
            height=stored["height"],
            faces=tuple(Box(**box) for box in stored["faces"]),
            head=head and head_from_json(head),
            measurements=tuple(
                Measurement(one["name"], one["value"], one["unit"], one["reason"])
                for one in stored["measurements"]
            ),
            usable=usable_from_json(stored),
            fingerprint=stored.get("fingerprint", ""),  # older analyses have none
        )


def usable_from_json(stored: dict[str, Any]) -> Box:
    """The usable box; an analysis stored before there was one may use the whole picture."""
    whole = {"x": 0, "y": 0, "width": stored["width"], "height": stored["height"]}
    return Box(**stored.get("usable", whole))


def head_from_json(stored: dict[str, Any]) -> Head:
    """The head that asdict took apart."""
    points = {name: Point(**stored[name]) for name in ("left_eye", "right_eye", "chin")}
    return Head(**points, hair_top=stored["hair_top"])


def analyse(data: bytes, limits: Limits = LIMITS) -> Analysis:
    """Measure one encoded picture. Raises picture.UnreadablePhoto."""
    return analyse_picture(read_picture(data, limits))


def analyse_picture(picture: Picture) -> Analysis:
    """Measure one decoded picture."""
    subject = study(picture)
    return Analysis(
        engine_version=ENGINE_VERSION,
        width=picture.width,
        height=picture.height,
        faces=tuple(in_full_size(one.landmarks.box, picture.scale) for one in subject.faces),
        head=subject.head and subject.head.scaled(picture.scale),
        measurements=tuple(measure.take(subject) for measure in MEASURES),
        usable=usable_of(subject),
        fingerprint=fingerprint_of(picture.pixels),
    )


def usable_of(subject: Subject) -> Box:
    """Where a crop may lie, in px of the full-size picture."""
    picture = subject.picture
    height, width = picture.pixels.shape[:2]
    if not subject.surround.drawn_share(width, height):
        return Box(0, 0, picture.width, picture.height)
    return in_full_size(subject.surround.usable, picture.scale)


def in_full_size(box: Box, scale: float) -> Box:
    """A box in working pixels in px of the full-size picture."""
    return Box(*(round(side * scale, 1) for side in (box.x, box.y, box.width, box.height)))
