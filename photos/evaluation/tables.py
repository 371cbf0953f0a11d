"""Tables as values: the terminal and the HTML report show the same cells."""

from __future__ import annotations

from dataclasses import dataclass

from photos.evaluation.estimates import Estimate, Interval, Share
from photos.quality.explain import NBSP

NONE = "-"  # nothing to count


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure on a scale from 0 to 1, with the ends of its interval."""

    value: float
    low: float
    high: float

    @property
    def style(self) -> str:
        """Places for a stylesheet, in percent of the scale."""
        places = {"at": self.value, "from": self.low, "to": self.high}
        return ";".join(f"--{name}:{100 * place:.1f}%" for name, place in places.items())


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what it says, the counts or interval behind it, and a mark where both are
    shares."""

    text: str
    behind: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row's head and its cells."""

    head: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their columns; the first column is that of the rows' heads. `note` tells how
    to read it, `remarks` what it comes to; one that starts with FAIL is bad news. `is_wide`
    where it needs the whole width of a page."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    remarks: tuple[str, ...] = ()
    is_wide: bool = False

    @property
    def titled_rows(self) -> list[tuple[str, list[tuple[str, Cell]]]]:
        """Each row's head, and its cells with their columns' titles: what a phone shows."""
        titles = self.columns[1:]
        return [(row.head, list(zip(titles, row.cells, strict=True))) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Section:
    """Tables about one thing; `key` is its place in the page."""

    key: str
    title: str
    note: str
    tables: tuple[Table, ...]


def count(number: int) -> Cell:
    """A number of photos."""
    return Cell(f"{number:,}")


def share(seen: Share) -> Cell:
    """A share in percent, with its counts and interval."""
    if seen.value is None or seen.interval is None:
        return Cell(NONE, "no photos")
    return Cell(
        percent(seen.value),
        f"{seen.part:,}{NBSP}of{NBSP}{seen.whole:,}, {percents(seen.interval)}",
        Mark(seen.value, seen.interval.low, seen.interval.high),
    )


def estimate(seen: Estimate) -> Cell:
    """A figure from 0 to 1 in percent, with its interval."""
    if seen.value is None or seen.interval is None:
        return Cell(NONE)
    mark = Mark(seen.value, seen.interval.low, seen.interval.high)
    return Cell(percent(seen.value), percents(seen.interval), mark)


def coefficient(seen: Estimate, *, marked: bool = False) -> Cell:
    """A figure without a unit, with its interval; `marked` where it lies between 0 and 1."""
    if seen.value is None or seen.interval is None:
        return Cell(NONE)
    low, high = seen.interval.low, seen.interval.high
    mark = Mark(seen.value, low, high) if marked else None
    return Cell(decimal(seen.value), f"{decimal(low)}{NBSP}to{NBSP}{decimal(high)}", mark)


def percent(value: float | None) -> str:
    """A share as people read it."""
    return NONE if value is None else f"{100 * value:.1f}{NBSP}%"


def percents(interval: Interval) -> str:
    """An interval of a share."""
    return f"{100 * interval.low:.0f}{NBSP}to{NBSP}{100 * interval.high:.0f}{NBSP}%"


def decimal(value: float | None) -> str:
    """A plain number as people read it."""
    return NONE if value is None else f"{value:.2f}".replace("-", "\N{MINUS SIGN}")
