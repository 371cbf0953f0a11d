"""Tables without what is checked and kept in order with each row, while very many are written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# Unique ones come before the foreign keys that may need them.
CONSTRAINTS = """
    SELECT conrelid::regclass, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint
    WHERE connamespace = current_schema()::regnamespace AND contype IN ('u', 'f')
    ORDER BY contype DESC
"""
INDEXES = """
    SELECT quote_ident(indexname), indexdef FROM pg_indexes
    WHERE schemaname = current_schema() AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""
MEMORY = "256MB"  # for sorting an index


@contextmanager
def bare_tables() -> Iterator[None]:
    """On PostgreSQL, take off indexes and constraints but the primary keys', and put them back:
    checking and sorting all rows at once takes a fraction of the time. For a database of one's
    own."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(CONSTRAINTS)
        constraints = cursor.fetchall()
        for table, name, _ in reversed(constraints):
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        cursor.execute(INDEXES)
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"SET maintenance_work_mem = '{MEMORY}'")
        for _, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in constraints:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        cursor.execute("RESET maintenance_work_mem")
