"""What HR's list pages cost, as tables for a terminal."""

from __future__ import annotations

from photos.evaluation.benchmarks.admin_lists import (
    DESK_PAGES,
    MOST_GROWTH,
    MOST_QUERIES,
    PAGES,
    ListCosts,
)
from photos.evaluation.tables import Cell, Row, Section, Table


def list_section(costs: ListCosts) -> Section:
    """The tables of one run: a line for each page, then the bars."""
    effort = costs.effort
    told = (
        f"CPU time of application and database in ms, {costs.database}, medians of "
        f"{effort.rounds} rounds; rows that the list holds, of which a page shows 50. Bars: lists "
        f"at most {MOST_GROWTH:g} times as slow, fewer than {MOST_QUERIES} queries: "
        f"{'kept' if costs.keeps_bars else 'NOT kept'}."
    )
    companies = (f"{effort.few:,} people", f"{effort.many:,} people")
    columns = ("", companies[0], "rows", companies[1], "rows", "ratio", "queries")
    lists = Table("Lists", columns, tuple(list_row(costs, page) for page in PAGES))
    for_desk = ("", *companies, "queries")
    desk = Table("The desk's pages", for_desk, tuple(desk_row(costs, page) for page in DESK_PAGES))
    return Section("admin", "What HR's lists cost", told, (lists, desk))


def list_row(costs: ListCosts, page: str) -> Row:
    """One list in both companies."""
    few, many = costs.few[page], costs.many[page]
    cells = (
        Cell(f"{few.spent:8.1f}"),
        Cell(f"{few.rows:6,}"),
        Cell(f"{many.spent:8.1f}"),
        Cell(f"{many.rows:6,}"),
        Cell(f"{costs.growth(page):5.2f}"),
        Cell(f"{many.queries:3}"),
    )
    return Row(page, cells)


def desk_row(costs: ListCosts, page: str) -> Row:
    """One page of the desk: it holds more in a larger company."""
    few, many = costs.few[page], costs.many[page]
    return Row(
        page, (Cell(f"{few.spent:8.1f}"), Cell(f"{many.spent:8.1f}"), Cell(f"{many.queries:3}"))
    )
