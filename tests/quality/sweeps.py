"""Pictures of virtual people in which one thing is changed by a known dose."""

import csv
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from photos.quality.analysis import Analysis, analyse

FOLDER = Path(__file__).parent / "sweeps"
PEOPLE = ("amara", "kenji", "laura")  # in every series
EVERYBODY = (*PEOPLE, "james", "priya", "tunde")  # in those of light, exposure and background


@dataclass(frozen=True)
class Render:
    """One picture of a series: `dose` as truth.csv has it, `truth` its whole row."""

    photo: str
    identity: str
    series: str
    dose: str
    truth: dict[str, str]

    @property
    def data(self) -> bytes:
        """The encoded picture."""
        return (FOLDER / self.photo).read_bytes()

    @property
    def analysis(self) -> Analysis:
        """Its measurements, taken once for the whole test run."""
        return analysed(self.photo)

    def value(self, measure: str) -> float:
        """One measurement; fails the test where it could not be assessed."""
        measured = self.analysis.measurement(measure)
        assert measured.value is not None, f"{self.photo}: {measure}: {measured.reason}"
        return measured.value

    def number(self, column: str) -> float:
        """One true number."""
        return float(self.truth[column])


@cache
def analysed(photo: str) -> Analysis:
    """The measurements of one render."""
    return analyse((FOLDER / photo).read_bytes())


@cache
def renders() -> tuple[Render, ...]:
    """Every render."""
    with (FOLDER / "truth.csv").open(newline="", encoding="utf-8") as lines:
        return tuple(
            Render(row["photo"], row["identity"], row["sweep"], row["dose"], row)
            for row in csv.DictReader(lines)
        )


def series(name: str, identity: str) -> list[Render]:
    """One person's series by rising dose, the unchanged picture left out."""
    chosen = [one for one in renders() if one.series == name and one.identity == identity]
    assert chosen, f"no series {name} of {identity}"
    return sorted(chosen, key=lambda one: float(one.dose))


def backgrounds(identity: str) -> dict[str, Render]:
    """One person before each background, by its name."""
    chosen = (one for one in renders() if one.series == "background" and one.identity == identity)
    return {one.truth["background"]: one for one in chosen}


def base(identity: str) -> Render:
    """The unchanged picture."""
    (one,) = (one for one in renders() if one.series == "base" and one.identity == identity)
    return one


def is_monotone(values: list[float]) -> bool:
    """Whether the values only rise."""
    return all(earlier < later for earlier, later in pairwise(values))
