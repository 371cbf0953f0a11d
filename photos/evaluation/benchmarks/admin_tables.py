"""What HR's list pages cost, as a table for a terminal."""

from __future__ import annotations

from photos.evaluation.benchmarks.admin_lists import MOST_GROWTH, MOST_QUERIES, ListCosts
from photos.evaluation.tables import Cell, Row, Section, Table


def list_section(costs: ListCosts) -> Section:
    """The table of one run: a line for each page, then the bars."""
    effort = costs.effort
    told = (
        f"CPU time of application and database in ms, {costs.database}, medians of "
        f"{effort.rounds} rounds. Bars: at most {MOST_GROWTH:g} times as slow, "
        f"fewer than {MOST_QUERIES} queries: {'kept' if costs.keeps_bars else 'NOT kept'}."
    )
    rows = [
        Row(
            page,
            (
                Cell(f"{costs.few[page]:8.1f}"),
                Cell(f"{costs.many[page]:8.1f}"),
                Cell(f"{costs.growth(page):5.2f}"),
                Cell(f"{costs.queries[page]:3}"),
            ),
        )
        for page in costs.many
    ]
    columns = ("", f"{effort.few:,} people", f"{effort.many:,} people", "ratio", "queries")
    return Section("admin", "What HR's lists cost", told, (Table("Pages", columns, tuple(rows)),))
