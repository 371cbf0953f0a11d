"""What queue and rows cost, as tables for a terminal."""

from __future__ import annotations

from photos.evaluation.benchmarks.paces import Pace
from photos.evaluation.benchmarks.ratios import Ratio
from photos.evaluation.benchmarks.work import WorkCosts
from photos.evaluation.tables import Cell, Row, Section, Table


def work_section(costs: WorkCosts) -> Section:
    """The tables of one run."""
    note = (
        f"{costs.effort.photos} stored photos of the demo team, {costs.effort.rounds} times by "
        f"each in turn; {costs.database}, messages by the {costs.engine} engine."
    )
    paces = (
        pace_row("from the command line", costs.alone),
        pace_row("by one worker, through the queue", costs.queued),
        pace_row("by two workers", costs.together),
    )
    columns = ("one photo, ms", "by the clock", "of the processors", "measuring it")
    bars = tuple(ratio_row(one) for one in costs.ratios)
    return Section(
        "work",
        "What queue, rows and locks cost",
        note,
        (
            Table("From stored master to judged rows", columns, paces),
            Table("Bars", ("", "measured", "bar", "what it is"), bars),
        ),
    )


def pace_row(name: str, pace: Pace) -> Row:
    """The medians of one way."""
    values = (pace.wall, pace.cpu, pace.measuring)
    return Row(name, tuple(Cell(f"{value:.1f}") for value in values))


def ratio_row(ratio: Ratio) -> Row:
    """A figure beside its bar."""
    side, kept = (">=" if ratio.at_least else "<="), ("kept" if ratio.keeps_bar else "NOT kept")
    bar = Cell(f"{side} {ratio.bar:g} {kept}")
    return Row(ratio.name, (Cell(f"{ratio.value:.3f}"), bar, Cell(ratio.meaning)))
