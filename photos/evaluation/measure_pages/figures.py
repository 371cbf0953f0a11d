"""The part of a page that is made by the machine: bands, pictures, readings."""

from __future__ import annotations

from collections.abc import Iterator

from photos.evaluation.measure_pages.album import PEOPLE
from photos.evaluation.measure_pages.figures_in_words import UNITS, number
from photos.evaluation.measure_pages.ladders import Ladder, ladders_of
from photos.evaluation.measure_pages.readings import (
    ELSE,
    Readings,
    Spread,
    Values,
    followers,
    spread,
)
from photos.evaluation.measure_pages.rules import rules_of, shades, use
from photos.evaluation.measure_pages.svg import Chart, Line
from photos.quality.findings import band_outcome
from photos.quality.measures.measure import Measure
from photos.quality.standard import Rule, Standard

WITH_GLASSES = ("e1006", "e1011", "e1022")
WITH_SCARF = ("e1009",)
WITH_NEITHER = ("e1001", "e1002", "e1003", "e1004", "e1005", "e1007", "e1014", "e1015", "e1023")


def figures(measure: Measure, standard: Standard, readings: Readings, shown: str) -> str:
    """All of it, as Markdown; `shown` says what the two examples are."""
    lines = [
        "## What the standard asks",
        "",
        *use(measure.name, standard),
        "",
        "## Low, high and the dose curve",
        "",
        f"![{shown}](images/{measure.name}.jpg)",
        "",
        f"![A line for each person over the doses](images/{measure.name}-curve.svg)",
        *(line for one in ladders_of(measure.name) for line in doses(one, measure, readings)),
        "",
        "## What else moves it",
        "",
        *others(measure, rules_of(measure.name, standard), readings),
    ]
    return "\n".join(lines)


def doses(ladder: Ladder, measure: Measure, readings: Readings) -> Iterator[str]:
    """A table of the readings at each dose of a ladder."""
    along = [readings.along(ladder, measure.name, one) for one in ladder.people]
    spreads = [spread(list(at_dose)) for at_dose in zip(*along, strict=True)]
    yield ""
    yield row(f"{ladder.name}, {ladder.unit}", [number(dose) for dose in ladder.doses])
    yield "|---|" + "---|" * len(ladder.doses)
    yield row(f"median, {UNITS[measure.unit]}", [middle(one) for one in spreads])
    yield row("lowest to highest", [ends(one, len(ladder.people)) for one in spreads])
    yield ""
    yield following(ladder, measure.name, readings)


def middle(one: Spread | None) -> str:
    """The median of a spread, or a dash."""
    return "-" if one is None else number(one.middle)


def row(head: str, cells: list[str]) -> str:
    """A table's row."""
    return f"| {head} | {' | '.join(cells)} |"


def ends(one: Spread | None, people: int) -> str:
    """The ends of a spread, and of how many where some have no reading."""
    if one is None:
        return "not assessed"
    missing = f" ({one.count} of {people})" if one.count < people else ""
    return f"{number(one.low)} to {number(one.high)}{missing}"


def following(ladder: Ladder, measure: str, readings: Readings) -> str:
    """On how many people the measure follows its dose, and on whom it does not."""
    does = followers(readings, ladder, measure)
    lost = [one for one in ladder.people if one not in does]
    way = "Rises" if measure in ladder.rising else "Falls"
    but = f", not on {' and '.join(lost)}" if lost else ""
    return f"{way} with its dose on {len(does)} of {len(ladder.people)} people{but}."


def others(measure: Measure, rules: tuple[Rule, ...], readings: Readings) -> Iterator[str]:
    """How far each other change moves the readings of the six people."""
    before = readings.unchanged(measure.name)
    yield f"Unchanged, the six read {ends(spread(before), len(before))}."
    yield ""
    yield "| change | largest move | rule changes on |"
    yield "|---|---|---|"
    for kind in ELSE:
        after = [readings.after(one, change, measure.name) for one, change in kind.changes.items()]
        moves = ", ".join(moved(before, one) for one in after)
        people = ", ".join(str(changed(rules, before, one)) for one in after)
        told = f"{people} of {len(before)}" if rules else "no rule"
        yield f"| {kind.title} | {moves} | {told} |"
    yield ""
    yield of_team(measure.name, readings)


def moved(before: Values, after: Values) -> str:
    """The largest move either way, and on how many no reading is left."""
    both = zip(before, after, strict=True)
    moves = [b - a for a, b in both if a is not None and b is not None]
    lost = sum(a is not None and b is None for a, b in zip(before, after, strict=True))
    largest = max(moves, key=abs, default=None)
    without = f" ({lost} not assessed)" if lost else ""
    return ("-" if largest is None else f"{number(largest)}") + without


def changed(rules: tuple[Rule, ...], before: Values, after: Values) -> int:
    """On how many people one of the rules says something else."""
    return sum(
        any(band_outcome(rule, a) != band_outcome(rule, b) for rule in rules)
        for a, b in zip(before, after, strict=True)
    )


def of_team(measure: str, readings: Readings) -> str:
    """The good photos of the demo team, by what people wear."""
    told = []
    for who, members in (
        ("nine with neither glasses nor scarf", WITH_NEITHER),
        ("three with glasses", WITH_GLASSES),
        ("one with a head scarf", WITH_SCARF),
    ):
        seen = spread([readings.member(one).measurement(measure).value for one in members])
        same = seen is not None and number(seen.low) == number(seen.high)
        one = number(seen.low) if seen and same else ends(seen, len(members))
        told.append(f"{who} {one}")
    return f"Good photos of the demo team: {'; '.join(told)}."


def chart(measure: Measure, standard: Standard, readings: Readings) -> Chart:
    """The readings along the measure's first ladder, one line a person."""
    ladder = ladders_of(measure.name)[0]
    rules = rules_of(measure.name, standard)
    unit = "" if measure.unit == "" else f", {UNITS[measure.unit]}"
    return Chart(
        title=measure.name,
        x_label=f"{ladder.name}, {ladder.unit}",
        y_label=f"reading{unit}",
        doses=ladder.doses,
        lines=tuple(
            Line(one, tuple(readings.along(ladder, measure.name, one)), PEOPLE.index(one))
            for one in ladder.people
        ),
        shades=shades(rules[0]) if rules else (),
    )
