"""Errors on photos changed by known doses, as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from photos.evaluation.benchmarks.errors import DoseErrors, Errors, FamilyErrors
from photos.evaluation.tables import NONE, Cell, Row, Section, Table, share

MUST = "must be flagged"


def error_section(errors: Errors) -> Section:
    """All tables of one run."""
    note = f"Good photos of the demo team: {errors.photos}. In brackets counts and 95 % intervals."
    tables = (
        headline_table(errors),
        dose_table(errors),
        measure_table(errors),
        unchanged_table(errors),
    )
    return Section("errors", "Errors on photos changed by known doses", note, tables)


def headline_table(errors: Errors) -> Table:
    """What it comes to."""
    rows = (
        Row("doses that must be flagged: flagged", (share(errors.caught),)),
        Row("measures that follow their doses", (share(errors.followed),)),
        Row("unchanged photos flagged by any rule", (share(errors.flagged_unchanged),)),
        Row("unchanged photos: retake or unsure", (share(errors.rejected_unchanged),)),
    )
    return Table("In short", ("", "share"), rows)


def dose_table(errors: Errors) -> Table:
    """A line for each family and dose."""
    rows = tuple(dose_row(one, dose) for one in errors.families for dose in one.doses)
    columns = ("", "dose", "", "flagged by its rules", "retake or unsure")
    return Table("Doses", columns, rows, f"* {MUST}", tuple(left_out(errors)))


def dose_row(one: FamilyErrors, dose: DoseErrors) -> Row:
    """One dose on one line."""
    flagged = share(dose.flagged) if dose.flagged.whole else Cell(NONE)
    amount = Cell(f"{dose.dose:g} {one.family.unit}")
    mark = Cell("*" if dose.must_flag else "")
    return Row(one.family.name, (amount, mark, flagged, share(dose.rejected)))


def left_out(errors: Errors) -> Iterator[str]:
    """A line for each family of which this engine lacks something."""
    for one in errors.families:
        if one.unknown:
            yield f"{one.family.name}: this engine has no {', '.join(one.unknown)}."


def measure_table(errors: Errors) -> Table:
    """A line for each family and measure."""
    rows = [
        Row(one.family.name, (Cell(name), share(followed)))
        for one in errors.families
        for name, followed in one.follows.items()
    ]
    return Table("Measures", ("", "measure", "follows its dose"), tuple(rows))


def unchanged_table(errors: Errors) -> Table:
    """A line for each rule that speaks up on an unchanged photo."""
    rows = tuple(Row(rule, (share(seen),)) for rule, seen in errors.false_flags.items())
    note = "" if rows else "No rule speaks up."
    return Table("False flags on unchanged photos", ("rule", "flagged"), rows, note)
