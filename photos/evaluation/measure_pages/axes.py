"""From values to places on a chart, with round numbers along the way."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

ROOM = 0.06  # of the way from the lowest value to the highest, free at both ends
WIDEST = 2.0  # times the readings' own way; edges further off are left out of the picture
STEPS = (1, 2, 2.5, 5, 10)
MOST_TICKS = 6
FLAT = 1e-9


@dataclass(frozen=True, slots=True)
class Axis:
    """`low` lies at `start` and `high` at `end`, in the chart's units."""

    low: float
    high: float
    start: float
    end: float

    @classmethod
    def around(cls, known: list[float], edges: list[float], start: float, end: float) -> Axis:
        """An axis that shows all known values and the edges that lie not too far off."""
        low, high = (min(known), max(known)) if known else (0.0, 1.0)
        way = max(high - low, abs(high) * ROOM, FLAT)
        near = [one for one in edges if low - WIDEST * way <= one <= high + WIDEST * way]
        least, most = min([low, *near]), max([high, *near])
        room = ROOM * max(most - least, way)
        # Nothing lies below 0, nor beyond an edge that the readings end at.
        below = 0.0 if least in {0, low} and least in {0, *edges} else room
        above = 0.0 if most == high and most in edges else room
        return cls(least - below, most + above, start, end)

    def at(self, value: float) -> float:
        """Where the value lies."""
        share = (value - self.low) / ((self.high - self.low) or 1)
        return self.start + share * (self.end - self.start)

    def ticks(self) -> Iterator[float]:
        """Round values along the axis."""
        rough = (self.high - self.low) / MOST_TICKS
        power = 10 ** math.floor(math.log10(rough))
        step = next(one * power for one in STEPS if one * power >= rough * (1 - FLAT))
        first = math.ceil(self.low / step - FLAT)
        for place in range(first, math.floor(self.high / step + FLAT) + 1):
            yield place * step
