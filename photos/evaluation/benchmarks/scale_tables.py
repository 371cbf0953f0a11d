"""What comparing a large company costs, as a table for a terminal."""

from __future__ import annotations

from photos.evaluation.benchmarks.scale import MOST_OF_MEASURING, Scale
from photos.evaluation.benchmarks.stopwatch import MS, Cost
from photos.evaluation.tables import Cell, Row, Section, Table


def scale_section(scale: Scale) -> Section:
    """The table of one run."""
    made = f"{scale.effort.people:,} made-up people on {scale.database}."
    rows = (
        line("compare everybody of 100,000", seconds(scale.everything)),
        line("the same after one approval", seconds(scale.one_approval)),
        line("measure one small photo", milliseconds(scale.assess_one)),
        line(
            "consistency_100k_vs_assessment",
            f"{scale.vs_assessment:.2g}, at most {MOST_OF_MEASURING:g}: "
            f"{'kept' if scale.keeps_bar else 'NOT kept'}",
        ),
    )
    table = Table("Team consistency", ("", "by the clock, of the processor"), rows)
    return Section("scale", "What comparing a large company's photos costs", made, (table,))


def line(name: str, words: str) -> Row:
    """One figure."""
    return Row(name, (Cell(words),))


def seconds(cost: Cost) -> str:
    """By the clock and of the processor."""
    return f"{cost.wall:.2f} s, {cost.cpu:.2f} s"


def milliseconds(cost: Cost) -> str:
    """The same in ms."""
    return f"{MS * cost.wall:.1f} ms, {MS * cost.cpu:.1f} ms"
