"""What a measure is, and how all of them are taken."""

from collections.abc import Callable
from dataclasses import dataclass

from photos.quality.measurement import Measurement
from photos.quality.subject import Subject

NO_FACE = "no face was found"
NO_BACKGROUND = "too little background is visible"
NO_SKIN = "too little of the face is visible"
MONOCHROME = "the picture is black and white"
NO_PIXELS = "the face has too few pixels"
FEWEST_FACE_PIXELS = 16  # a side of the face; below that nothing fine can be seen


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """No number could be had, and why, as the end of the sentence "could not be assessed: ..."."""

    reason: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A named number seen on a subject that has a face.

    `function` is never called without a face. `unit` is "share" (0-1), "deg", "px", "stops",
    "T" (eyes to chin), "Lab" (CIE Lab units), "bits", "levels" (of 255) or "" for a plain
    number.
    """

    name: str
    unit: str
    function: Callable[[Subject], float | NotAssessed]

    def take(self, subject: Subject) -> Measurement:
        """The measurement on `subject`, or the reason why there is none."""
        seen = self.function(subject) if subject.faces else NotAssessed(NO_FACE)
        if isinstance(seen, NotAssessed):
            return Measurement(self.name, None, self.unit, seen.reason)
        return Measurement(self.name, round(float(seen), DECIMALS), self.unit)


DECIMALS = 4  # of a stored value: finer than any rule asks
