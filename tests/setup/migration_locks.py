"""What a migration must not do to tables that may be large, while the site is in use.

PostgreSQL holds a table's strongest lock until the transaction ends: whoever reads it waits as
long as the slowest operation takes, or for as long as a transaction before it lasts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models
from django.db.migrations import Migration
from django.db.migrations import operations as ops
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from work.operations import AddCheckUnlocked, AddIndexUnlocked

CONCURRENTLY = "locks all writers out while it is built: use work.operations.AddIndexUnlocked"
NOT_ATOMIC = "needs `atomic = False`, and a migration of its own"
IN_BATCHES = (
    "runs in one transaction with its locks: give the migration `atomic = False` and write in "
    "batches, or name it in REVIEWED with the reason"
)
NO_WAY_BACK = "has no way back: give it a reverse_code, noop where nothing needs undoing"
OLD_CODE = (
    "takes away what the version before still reads while both run: first a version that no "
    "longer uses it, then this migration in the next; name it in REVIEWED with the version"
)
REWRITES = "writes the whole table anew, or checks every row, under its strongest lock"
VALIDATES = "checks every row under a lock: use work.operations.AddCheckUnlocked for a check"
VOLATILE = (
    "asks the default for each row and writes the table anew: nullable, then fill in batches"
)
INDEXED = "builds its index under the lock: db_index=False, and the index with AddIndexUnlocked"

NEVER: dict[type[Operation], str] = {
    ops.AddIndex: CONCURRENTLY,
    ops.AddConstraint: VALIDATES,
    ops.AlterUniqueTogether: VALIDATES,
    ops.AlterOrderWithRespectTo: REWRITES,
    ops.RemoveField: OLD_CODE,
    ops.DeleteModel: OLD_CODE,
    ops.RenameField: OLD_CODE,
    ops.RenameModel: OLD_CODE,
    ops.AlterModelTable: OLD_CODE,
}


def problems(migration: Migration, before: ProjectState) -> Iterator[str]:
    """A sentence for each operation that would hold up a site in use; `before` is the state that
    the migration starts from."""
    label, state = migration.app_label, before.clone()
    new: set[str] = set()
    for whole in migration.operations:
        for operation in flat([whole]):
            if isinstance(operation, ops.CreateModel):
                new.add(operation.name_lower)
            elif model_of(operation) not in new:
                for reason in reasons(operation, migration, state):
                    yield f"{label}.{migration.name}: {operation.describe()}: {reason}."
        whole.state_forwards(label, state)


def flat(operations: Sequence[Operation]) -> Iterator[Operation]:
    """Operations on the database, those within others too."""
    for one in operations:
        if isinstance(one, ops.SeparateDatabaseAndState):
            yield from flat(one.database_operations)
        else:
            yield one


def model_of(operation: Operation) -> str:
    """The model that it is about, in lower case; empty for none."""
    return str(getattr(operation, "model_name", getattr(operation, "name", ""))).lower()


def reasons(operation: Operation, migration: Migration, state: ProjectState) -> Iterator[str]:
    """Why it must not be done so."""
    match operation:
        case AddIndexUnlocked() | AddCheckUnlocked():
            yield from [NOT_ATOMIC] if migration.atomic else []
        case ops.AddField():
            yield from reasons_of_new(operation.field)
        case ops.AlterField():
            old = state.models[migration.app_label, operation.model_name_lower].fields
            yield from [] if is_free(old[operation.name], operation.field) else [REWRITES]
        case ops.RunPython() | ops.RunSQL():
            yield from [] if operation.reversible else [NO_WAY_BACK]
            yield from [IN_BATCHES] if migration.atomic else []
        case _:
            yield from (reason for kind, reason in NEVER.items() if isinstance(operation, kind))


def reasons_of_new(field: models.Field[Any, Any]) -> Iterator[str]:
    """Why a new column costs more than a moment: constants and nulls don't."""
    is_constant = isinstance(field.db_default, models.Value | int | str | float | bool)
    if field.has_db_default() and not is_constant:
        yield VOLATILE
    if isinstance(field, models.GeneratedField):
        yield REWRITES
    if field.unique or (getattr(field, "db_index", False) and not field.many_to_many):
        yield INDEXED


def is_free(old: models.Field[Any, Any], new: models.Field[Any, Any]) -> bool:
    """Whether only words change, or a text may become longer."""
    told = [field_facts(one) for one in (old, new)]
    if told[0] == told[1]:
        return True
    lengths = [facts.pop("max_length", None) or 0 for facts in told]
    is_text = type(old) is type(new) and isinstance(new, models.CharField)
    return is_text and told[0] == told[1] and lengths[0] <= lengths[1]


def field_facts(field: models.Field[Any, Any]) -> dict[str, Any]:
    """What the database knows of it."""
    _, path, arguments, options = field.deconstruct()
    known = {name: one for name, one in options.items() if name not in field.non_db_attrs}
    for moment in ("default", "db_default"):  # Django's own; a word in the table's description
        known.pop(moment, None)
    return {"path": path, "arguments": arguments, **known}
