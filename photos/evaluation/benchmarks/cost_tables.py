"""What assessing costs, as tables for a terminal."""

from __future__ import annotations

from photos.evaluation.benchmarks.costs import Costs
from photos.evaluation.benchmarks.ratios import Ratio, ratios
from photos.evaluation.benchmarks.speeds import STAGES
from photos.evaluation.benchmarks.stopwatch import Spread
from photos.evaluation.benchmarks.throughput import Throughput
from photos.evaluation.tables import Cell, Row, Section, Table

FIGURE_WIDTH = 7  # characters: up to 9999.9 ms
PER_MEGAPIXEL = "whole, CPU per MP"


def cost_section(costs: Costs) -> Section:
    """All tables of one run."""
    runs = f"{costs.effort.runs} runs of each; CPU time is the processor's, without others' work."
    tables = (
        stage_table(costs),
        isolation_table(costs),
        whole_table(costs),
        ratio_table(costs),
    )
    return Section("assess", "What assessing a photo costs", runs, tables)


def stage_table(costs: Costs) -> Table:
    """A line for each stage, a column for each size."""
    speeds = costs.speeds.values()
    rows = [
        Row(stage, tuple(Cell(spread_text(speed.stages[stage])) for speed in speeds))
        for stage in STAGES
    ]
    each = Row(PER_MEGAPIXEL, tuple(Cell(figures(one.ms_per_megapixel)) for one in speeds))
    titles = (f"{one.size.megapixels:.1f} MP".rjust(FIGURE_WIDTH) for one in speeds)
    note = "For each size: median, 95th percentile and median of CPU time."
    return Table("Stages, in ms", ("", *titles), (*rows, each), note)


def isolation_table(costs: Costs) -> Table:
    """The same work here and in a process of its own."""
    rows = []
    for name, one in costs.isolation.items():
        values = (one.here_ms, one.apart_ms, one.extra_ms)
        rows.append(Row(name, tuple(Cell(f"{value:.1f}") for value in values)))
    columns = ("", "here", "apart", "more")
    return Table("Isolation on 12 MP, the quickest runs in ms", columns, tuple(rows))


def whole_table(costs: Costs) -> Table:
    """How much gets done."""
    rows = [Row(f"processes: {one.processes}", (rate(one),)) for one in costs.together.values()]
    rejudged = Cell(f"{costs.rejudge.wall:.1f} s, of {costs.effort.judged:,} judged")
    return Table("Many photos", ("", "pace"), (*rows, Row("judge 100,000 anew", (rejudged,))))


def rate(one: Throughput) -> Cell:
    """Photos a second, and what each takes."""
    return Cell(f"{one.photos_per_second:.1f} 12 MP photos a second, {one.cpu_ms:.0f} ms CPU each")


def ratio_table(costs: Costs) -> Table:
    """A line for each ratio: its bar and what it means."""
    columns = ("", "value", "bar", "kept", "what it is")
    return Table(
        "Ratios, of CPU time where nothing else is said",
        columns,
        tuple(ratio_row(one) for one in ratios(costs)),
    )


def ratio_row(ratio: Ratio) -> Row:
    """One ratio on one line."""
    bar = f"{'at least' if ratio.at_least else 'at most'} {number(ratio.bar)}"
    words = (number(ratio.value), bar, "yes" if ratio.keeps_bar else "NO", ratio.meaning)
    return Row(ratio.name, tuple(Cell(word) for word in words))


def number(value: float) -> str:
    """Three figures of it."""
    return f"{value:.3g}"


def spread_text(spread: Spread) -> str:
    """Median, 95th percentile and processor time."""
    return figures(spread.median_ms, spread.p95_ms, spread.cpu_ms)


def figures(*values: float) -> str:
    """Numbers below one another."""
    return "".join(f"{value:{FIGURE_WIDTH}.1f}" for value in values)
