"""Positions in the upright full-size picture, in pixels from its top left corner."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A place: x to the right, y down."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle with its top left corner at (x, y)."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class CropBox:
    """Turn the upright picture by `angle` degrees (clockwise is positive) about the
    box's centre, then cut the box."""

    x: float
    y: float
    width: float
    height: float
    angle: float = 0.0
