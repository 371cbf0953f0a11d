"""How fast photos come in, as a table for a terminal."""

from __future__ import annotations

from photos.evaluation.benchmarks.intake import IntakeRates
from photos.evaluation.tables import Cell, Row, Section, Table


def intake_section(found: IntakeRates) -> Section:
    """The table of one run."""
    rows = tuple(
        Row(way, (Cell(f"{rate:.1f}"), Cell(f"{found.times(way):.2f}")))
        for way, rate in found.rates.items()
    )
    made = (
        f"{found.effort.rounds} rounds of {found.effort.photos} photos of {found.photo_kb:.0f} KB "
        f"on {found.database}, {found.jobs} jobs."
    )
    columns = ("", "photos a second", "times one a transaction")
    return Section("intake", "How fast photos come in", made, (Table("Intake", columns, rows),))
