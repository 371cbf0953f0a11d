"""One number seen on a picture, or why there is none."""

from typing import NamedTuple


class Measurement(NamedTuple):
    """A measure's result on one picture.

    `value` is in `unit`; where it is None, `reason` says in words why the measure
    could not be assessed, and is empty otherwise.
    """

    name: str
    value: float | None
    unit: str
    reason: str = ""
