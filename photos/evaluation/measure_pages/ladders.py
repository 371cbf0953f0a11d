"""Ladders of doses: the families, and what the pages need besides for measures without one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from photos.evaluation.doses.families import FAMILIES, Family
from photos.evaluation.doses.original import Original, Pixels
from photos.evaluation.measure_pages.album import IN_EVERY_SERIES, PEOPLE, Album
from photos.evaluation.measure_pages.covers import covered_face, grey_wall
from photos.evaluation.measure_pages.eyes_and_mouth import (
    lowered_lids,
    nod,
    opened_mouth,
    painted_gaze,
)


@dataclass(frozen=True, slots=True)
class Ladder:
    """One thing changed on each of `people`: `doses` in `unit`, and how a picture is made."""

    name: str
    unit: str
    doses: tuple[float, ...]
    picture: Callable[[Album, str, float], Pixels]
    rising: tuple[str, ...] = ()
    falling: tuple[str, ...] = ()
    people: tuple[str, ...] = PEOPLE

    @property
    def measures(self) -> tuple[str, ...]:
        """Those that shall follow the dose."""
        return self.rising + self.falling


def changing(apply: Callable[[Original, float], Pixels]) -> Callable[[Album, str, float], Pixels]:
    """A picture made of the person's unchanged photo."""
    return lambda album, name, dose: apply(album.original(name), dose)


def rendered(series: str) -> Callable[[Album, str, float], Pixels]:
    """A picture that was rendered so."""
    return lambda album, name, dose: album.render(name, series, dose)


def of_family(family: Family) -> Ladder:
    """The family as a ladder. What the whole frame reads, a close crop reads as well."""
    close: dict[str, tuple[str, ...]] = {"clutter": ("background_edges", "background_variety")}
    close |= {"light and dark behind": ("background_tone_range",)}
    also = tuple(f"close_{one}" for one in close.get(family.name, ()))
    return Ladder(
        family.name,
        family.unit,
        family.doses,
        changing(family.apply),
        (*family.rising, *also),
        family.falling,
    )


OWN = (
    Ladder(
        "turned head", "degrees", (0, 10, 20, 30, 45), rendered("yaw"),
        rising=("head_pose_yaw", "head_and_gaze"), people=IN_EVERY_SERIES,
    ),
    Ladder(
        "nod, bent from the picture", "degrees up", (-20, -10, 0, 10, 20), changing(nod),
        falling=("head_pose_pitch",),
    ),
    Ladder(
        "painted irises", "half eye widths", (-0.5, -0.25, 0, 0.25, 0.5), changing(painted_gaze),
        rising=("gaze_angle",),
    ),
    Ladder(
        "lowered lids", "share", (0, 0.25, 0.5, 0.75, 1), changing(lowered_lids),
        falling=("iris_contrast",),
    ),
    Ladder(
        "opened mouth", "eyes-to-chin", (0, 0.05, 0.1, 0.15, 0.2), changing(opened_mouth),
        rising=("mouth_opening",),
    ),
    Ladder(
        "rendered head", "share of the file", (0.15, 0.25, 0.35, 0.6, 0.75), rendered("face_frac"),
        rising=("face_width",), falling=("body_in_file",), people=IN_EVERY_SERIES,
    ),
    Ladder(
        "covered from below", "share", (0, 0.2, 0.4, 0.5, 0.6), changing(covered_face),
        falling=("face_presence",),
    ),
    Ladder(
        "grey of the wall", "sRGB codes", (0, 64, 128, 192, 255), changing(grey_wall),
        rising=("background_lightness",),
    ),
)  # fmt: skip
LADDERS = (*(of_family(one) for one in FAMILIES), *OWN)


def ladders_of(measure: str) -> tuple[Ladder, ...]:
    """Those that the measure shall follow; the first one is drawn."""
    return tuple(one for one in LADDERS if measure in one.measures)


def ladder_named(name: str) -> Ladder:
    """The ladder of that name. Raises StopIteration where there is none."""
    return next(one for one in LADDERS if one.name == name)
