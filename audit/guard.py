"""Keeps the trail append-only: triggers by which the database refuses changes and removals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "Events of the audit trail are added, never changed or removed."
SQLITE = {
    "audit_event_unchanged": "BEFORE UPDATE ON audit_event",
    "audit_event_kept": "BEFORE DELETE ON audit_event",
    # INSERT OR REPLACE removes the old row without asking the trigger above.
    "audit_event_not_replaced": (
        "BEFORE INSERT ON audit_event WHEN EXISTS (SELECT 1 FROM audit_event WHERE id = NEW.id)"
    ),
}
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
POSTGRESQL_TRIGGER = (
    "CREATE TRIGGER audit_event_kept BEFORE UPDATE OR DELETE ON audit_event "
    "FOR EACH ROW EXECUTE FUNCTION audit_event_refuse()"
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Refuse changes and removals from now on."""
    if connection.vendor == "postgresql":
        _run(connection, POSTGRESQL_FUNCTION, POSTGRESQL_TRIGGER)
    else:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        made = (f"CREATE TRIGGER {name} {when} {refuse}" for name, when in SQLITE.items())
        _run(connection, *made)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Refuse nothing any more."""
    if connection.vendor == "postgresql":
        _run(
            connection,
            "DROP TRIGGER IF EXISTS audit_event_kept ON audit_event",
            "DROP FUNCTION IF EXISTS audit_event_refuse()",
        )
    else:
        _run(connection, *(f"DROP TRIGGER IF EXISTS {name}" for name in SQLITE))


@contextmanager
def opened(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Let rows be removed inside, in one transaction: nobody else ever sees the trail open."""
    connection = connections[using]
    with transaction.atomic(using=using):
        remove(connection)
        yield
        install(connection)


def _run(connection: BaseDatabaseWrapper, *statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
