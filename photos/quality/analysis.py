"""Everything that was measured on a picture: what is stored, and all that judging needs."""

from dataclasses import dataclass
from typing import Any

from photos.quality.geometry import Box, Point
from photos.quality.measurement import Measurement

ENGINE_VERSION = "1"


@dataclass(frozen=True, slots=True)
class HeadGeometry:
    """The main face's marks. left and right are the picture's. `hair_top` is the y of the
    top of hair or headwear, None where the person mask doesn't show it."""

    left_eye: Point
    right_eye: Point
    chin: Point
    hair_top: float | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """One picture's measurements. `faces` come largest first; `head` is the first one's."""

    engine_version: str
    width: int
    height: int
    faces: tuple[Box, ...]
    head: HeadGeometry | None
    measurements: tuple[Measurement, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values for a JSON column; `from_json` reads them back."""
        raise NotImplementedError

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Analysis:
        """The analysis that `as_json` wrote."""
        raise NotImplementedError


def analyse(data: bytes) -> Analysis:
    """Measure one encoded picture. Raises picture.UnreadablePhoto."""
    raise NotImplementedError
