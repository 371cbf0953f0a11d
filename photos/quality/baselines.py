"""What a team's photos look like together: medians and spreads, and the commonest classes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photos.quality.looks import CLASSES, NUMBERS, Look

FEWEST = 5  # photos: of fewer, one misfit moves the median; the standard's number
# The median absolute deviation of a normal distribution is its standard deviation by so much.
AS_STANDARD_DEVIATION = 1.4826
DECIMALS = 6  # of what is stored


@dataclass(frozen=True, slots=True)
class LookTable:
    """Many looks as arrays: `numbers` (n, NUMBERS), NaN where not assessed, and `classes`
    (n, CLASSES), places in their lists, -1 where unknown."""

    numbers: NDArray[np.float64]
    classes: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.numbers)

    def some(self, places: NDArray[np.intp]) -> LookTable:
        """The looks at these places."""
        return LookTable(self.numbers[places], self.classes[places])


@dataclass(frozen=True, slots=True)
class Norm:
    """A number's median in a team and its spread around it: the median absolute deviation,
    scaled to read as the standard deviation of the ordinary ones. Misfits move neither."""

    median: float
    spread: float


@dataclass(frozen=True, slots=True)
class Baseline:
    """What photos are compared with: a team's own, or one photo where `is_reference`.

    `norms` by the number's name, without those that too few photos have; `shares` by the
    class's name: how many of the photos are of which, the most common first.
    """

    photos: int
    is_reference: bool
    norms: dict[str, Norm]
    shares: dict[str, dict[str, float]]

    def as_json(self) -> dict[str, Any]:
        """Plain values for a JSON column; `from_json` reads them back."""
        norms = {name: [one.median, one.spread] for name, one in self.norms.items()}
        # Lists, because not every database keeps the order of an object's keys.
        shares = {name: list(map(list, one.items())) for name, one in self.shares.items()}
        return {
            "photos": self.photos,
            "is_reference": self.is_reference,
            "norms": norms,
            "shares": shares,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Baseline:
        """The baseline that `as_json` wrote."""
        return cls(
            photos=stored["photos"],
            is_reference=stored["is_reference"],
            norms={name: Norm(*pair) for name, pair in stored["norms"].items()},
            shares={name: dict(pairs) for name, pairs in stored["shares"].items()},
        )


def table_of(looks: Iterable[Look]) -> LookTable:
    """Looks as arrays."""
    return table_of_rows([astuple(look) for look in looks])


def table_of_rows(rows: Sequence[Sequence[Any]]) -> LookTable:
    """The same from values in the order of looks.NAMES, as a database hands them out."""
    width = len(NUMBERS)
    numbers = np.array([row[:width] for row in rows], np.float64).reshape(-1, width)
    codes = [{word: place for place, word in enumerate(words)} for words in CLASSES.values()]
    classes = [
        [code.get(word, -1) for code, word in zip(codes, row[width:], strict=True)] for row in rows
    ]
    return LookTable(numbers, np.array(classes, np.intp).reshape(-1, len(CLASSES)))


def baseline_of(looks: Iterable[Look]) -> Baseline | None:
    """The baseline of a team's looks; None for fewer than FEWEST."""
    return baseline_of_table(table_of(looks))


def baseline_of_reference(look: Look) -> Baseline:
    """One photo as the baseline of all others."""
    table = table_of([look])
    return Baseline(1, True, norms_of(table, 1), shares_of(table, 1))


def baseline_of_table(table: LookTable) -> Baseline | None:
    """The same as baseline_of."""
    if len(table) < FEWEST:
        return None
    return Baseline(len(table), False, norms_of(table, FEWEST), shares_of(table, FEWEST))


def norms_of(table: LookTable, fewest: int) -> dict[str, Norm]:
    """The norms of the numbers that at least `fewest` looks have."""
    middle = medians(table.numbers)
    spreads = AS_STANDARD_DEVIATION * medians(np.abs(table.numbers - middle))
    known = counted(table.numbers)
    return {
        name: Norm(round(float(middle[place]), DECIMALS), round(float(spreads[place]), DECIMALS))
        for place, name in enumerate(NUMBERS)
        if known[place] >= fewest
    }


def medians(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """The median of each column (n >= 1, columns) without its NaNs; NaN where all are."""
    ordered = np.sort(numbers, axis=0)  # NaN comes last
    known, columns = counted(numbers), np.arange(numbers.shape[1])
    low, high = np.maximum(known - 1, 0) // 2, np.minimum(known // 2, len(numbers) - 1)
    middle: NDArray[np.float64] = (ordered[low, columns] + ordered[high, columns]) / 2
    return middle


def counted(numbers: NDArray[np.float64]) -> NDArray[np.intp]:
    """How many of each column are no NaN."""
    known: NDArray[np.intp] = np.count_nonzero(~np.isnan(numbers), axis=0)
    return known


def shares_of(table: LookTable, fewest: int) -> dict[str, dict[str, float]]:
    """The classes' shares, for each kind of class that at least `fewest` looks have."""
    found = {}
    for column, (name, words) in zip(table.classes.T, CLASSES.items(), strict=True):
        counts = np.bincount(column[column >= 0], minlength=len(words))
        if counts.sum() >= fewest:
            # By number, then in the list's order: the same whoever comes first.
            order = np.argsort(-counts, kind="stable")
            shares = np.round(counts / counts.sum(), DECIMALS)
            found[name] = {words[place]: float(shares[place]) for place in order if counts[place]}
    return found
