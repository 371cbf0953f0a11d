"""Rows written as fast as the database takes them: COPY on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

type Row = tuple[Any, ...]


def load(model: type[models.Model], names: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows of these fields ("person_id"); all other fields get their defaults.

    Values are as the database keeps them: JSON as text, moments after `moment`. Neither
    `pre_save` nor a check of Python's runs.
    """
    usual = {
        field.attname: field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.concrete_fields
        if field.attname not in names and not (field.primary_key or field.has_db_default())
    }
    more = tuple(usual.values())
    attributes = {field.attname: str(field.column) for field in model._meta.concrete_fields}
    columns = [attributes[name] for name in (*names, *usual)]
    write(model._meta.db_table, columns, (row + more for row in rows))


def write(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows of these columns."""
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", list(rows))


def moment(when: datetime) -> Any:
    """A time as the database keeps it."""
    return connection.ops.adapt_datetimefield_value(when)


def columns_but(model: type[models.Model], *names: str) -> str:
    """The columns of all fields but these, for a list in SQL."""
    kept = (field for field in model._meta.concrete_fields if field.attname not in names)
    return ", ".join(connection.ops.quote_name(str(field.column)) for field in kept)


def count_on(*all_models: type[models.Model]) -> None:
    """Let ids go on behind those that were written."""
    statements = connection.ops.sequence_reset_sql(no_style(), all_models)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
