"""How costs grow with the company, as tables."""

from __future__ import annotations

from photos.evaluation.benchmarks.growth import BAR_SIZES, LINEAR, Growth
from photos.evaluation.tables import Cell, Row, Section, Table

FAMILIES = {
    "list": "Lists and searches",
    "person": "One person",
    "work": "One photo's rows, one message",
    "bulk": "Many at once",
}
MB = 1_000_000
SHOWN_TABLES = 10


def growth_section(found: Growth) -> Section:
    """A table for each family, then storage."""
    told = (
        f"CPU time of application and database in ms, {found.database}. Growth is the exponent "
        f"over the last two sizes: 0 is flat, 1 as the company. Nothing above {LINEAR:g}: "
        f"{'kept' if found.is_linear_at_most else 'NOT kept'}."
    )
    tables = [family_table(found, family) for family in FAMILIES]
    return Section("growth", "How costs grow", told, (*tables, storage_table(found)))


def family_table(found: Growth, family: str) -> Table:
    """A line for each probe."""
    sizes = [f"{size:,}" for size in found.sizes]
    ratio = f"{BAR_SIZES[1] // BAR_SIZES[0]} x people"
    rows = [row_of(found, name) for name, one in found.families.items() if one == family]
    return Table(FAMILIES[family], ("", *sizes, ratio, "growth"), tuple(rows))


def row_of(found: Growth, name: str) -> Row:
    """One probe at every size."""
    ratio = found.ratio(name)
    cells = [Cell(f"{cost:9.1f}") for cost in found.cpu[name]]
    return Row(
        name,
        (*cells, Cell("" if ratio is None else f"{ratio:.2f}"), Cell(f"{found.power(name):.2f}")),
    )


def storage_table(found: Growth) -> Table:
    """Megabytes of the largest tables."""
    largest = sorted(found.storage[-1], key=lambda name: -found.storage[-1][name])[:SHOWN_TABLES]
    rows = [
        Row(name, tuple(Cell(f"{one.get(name, 0) / MB:9.1f}") for one in found.storage))
        for name in largest
    ]
    made = Row("seconds to make it up", tuple(Cell(f"{one:9.1f}") for one in found.made))
    sizes = (f"{size:,}" for size in found.sizes)
    return Table("Storage in MB, with indexes", ("", *sizes), (*rows, made))
