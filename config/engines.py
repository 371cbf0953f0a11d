"""What carries background work, by the kind of database."""

from typing import Any

EMBEDDED, PROCRASTINATE = "embedded", "procrastinate"
BACKENDS = {
    EMBEDDED: "django_tasks_db.DatabaseBackend",
    PROCRASTINATE: "work.engines.procrastinate_backend.ProcrastinateBackend",
}


def engine_of(database: dict[str, Any]) -> str:
    """The engine that suits the database, where none is named."""
    return PROCRASTINATE if database["ENGINE"].endswith("postgresql") else EMBEDDED
