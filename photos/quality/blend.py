"""Several measurements made into one number by a small monotone model whose figures are data."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from photos.quality.measurement import Measurement


def plain(value: float) -> float:
    """The value as it is."""
    return value


def root(value: float) -> float:
    """The square root: for shares, of which the first hundredth says more than the tenth."""
    return math.sqrt(max(value, 0.0))


CURVES: Mapping[str, Callable[[float], float]] = {"plain": plain, "root": root}
DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One measure's share in a blend: `weight` (>= 0) for each unit of its value on `curve`."""

    measure: str
    curve: str
    weight: float


@dataclass(frozen=True, slots=True)
class Blend:
    """A logistic model that only rises with each of its parts.

    `origin` says where the figures come from. The value is 0-1: the share of careful people
    who would find fault. A blend that `follows` another has its figures, for measures whose
    names begin with `prefix`.
    """

    name: str
    origin: str
    intercept: float
    parts: tuple[Part, ...]
    follows: str = ""
    prefix: str = ""

    def under(self, name: str, prefix: str) -> Blend:
        """The blend of that name that follows this one."""
        parts = tuple(replace(one, measure=prefix + one.measure) for one in self.parts)
        return Blend(name, self.origin, self.intercept, parts, self.name, prefix)

    def measured(self, seen: Mapping[str, Measurement]) -> Measurement:
        """The blend of measurements by their names; not assessed where a part is not."""
        total = self.intercept
        for part in self.parts:
            one = seen.get(part.measure)
            if one is None or one.value is None:
                reason = one.reason if one else "this engine did not measure it"
                return Measurement(self.name, None, "share", reason)
            total += part.weight * CURVES[part.curve](one.value)
        return Measurement(self.name, round(1 / (1 + math.exp(-total)), DECIMALS), "share")
