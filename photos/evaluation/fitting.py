"""The figures of a blend, fitted to what people said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photos.quality.analysis import Analysis
from photos.quality.blend import CURVES, Blend, Part
from photos.quality.standard import Standard

RIDGE = 0.005  # of squared weights per standard deviation: as good as none, keeps doubles apart
ROUNDS = 300  # of coordinate descent; the weights stand still after some fifty
HESITANT = 0.5  # what a photo counts over which people hesitated
FEWEST = 10  # photos with and without the fault
FIGURES = 3  # significant figures of a written weight

type Floats = NDArray[np.floating[Any]]


class TooFewPhotos(Exception):
    """There are too few labelled photos to fit a blend; says how many there are."""


@dataclass(frozen=True, slots=True)
class Case:
    """One photo: what was measured, whether people found the fault, whether they hesitated."""

    analysis: Analysis
    is_fault: bool
    is_ambiguous: bool


def refitted(standard: Standard, blend_name: str, cases: Sequence[Case]) -> Standard:
    """The standard with the blend of that name, and those that follow it, fitted to `cases`.

    Raises TooFewPhotos, and KeyError for an unknown blend.
    """
    fitted = fit({one.name: one for one in standard.blends}[blend_name], cases)
    new = {blend_name: fitted} | {
        one.name: fitted.under(one.name, one.prefix)
        for one in standard.blends
        if one.follows == blend_name
    }
    return replace(standard, blends=tuple(new.get(one.name, one) for one in standard.blends))


def fit(blend: Blend, cases: Sequence[Case]) -> Blend:
    """The blend with new figures: the likeliest ones with no weight below 0.

    Photos on which a part could not be assessed are left out. Raises TooFewPhotos.
    """
    known = [one for one in cases if values(blend, one.analysis) is not None]
    inputs = np.array([values(blend, one.analysis) for one in known], float)
    faults = np.array([one.is_fault for one in known], bool)
    if min(faults.sum(), (~faults).sum()) < FEWEST:
        raise TooFewPhotos(
            f"{blend.name}: {faults.sum()} photos with the fault and {(~faults).sum()} without"
        )
    counts = np.where([one.is_ambiguous for one in known], HESITANT, 1.0)
    weights, intercept = likeliest(inputs, faults, counts)
    parts = tuple(
        replace(part, weight=rounded(weight))
        for part, weight in zip(blend.parts, weights, strict=True)
    )
    origin = f"fitted to {len(known)} photos, {faults.sum()} of them with the fault"
    return replace(blend, parts=parts, intercept=rounded(intercept), origin=origin)


def values(blend: Blend, analysis: Analysis) -> list[float] | None:
    """What the parts of the blend read, each on its curve; None where one is not known."""
    seen = [(part, analysis.measurement(part.measure).value) for part in blend.parts]
    if any(value is None for _, value in seen):
        return None
    return [on_curve(part, value) for part, value in seen if value is not None]


def on_curve(part: Part, value: float) -> float:
    """The value as the part counts it."""
    return CURVES[part.curve](value)


def likeliest(inputs: Floats, faults: NDArray[np.bool_], counts: Floats) -> tuple[Floats, float]:
    """Weights (k,) >= 0 and intercept of the logistic model that makes `faults` (n,) likeliest.

    `inputs` is (n, k), `counts` (n,) says how much each photo counts. By Newton's steps along
    one coordinate after the other, each cut off at 0.
    """
    share = counts / counts.sum()
    middle = share @ inputs
    spread = np.maximum(np.sqrt(share @ (inputs - middle) ** 2), 1e-9)
    columns = np.column_stack([np.ones(len(inputs)), (inputs - middle) / spread])
    found = np.zeros(columns.shape[1])
    for _ in range(ROUNDS):
        for place, column in enumerate(columns.T):
            ridge = RIDGE if place else 0.0
            likely = 1 / (1 + np.exp(-(columns @ found).clip(-50, 50)))
            slope = (share * (likely - faults) * column).sum() + 2 * ridge * found[place]
            bend = (share * likely * (1 - likely) * column**2).sum() + 2 * ridge
            found[place] -= slope / max(bend, 1e-6)
            if place:
                found[place] = max(found[place], 0.0)
    weights = found[1:] / spread
    return weights, float(found[0] - weights @ middle)


def rounded(figure: float) -> float:
    """A figure as it is written down."""
    return float(f"{figure:.{FIGURES}g}")
