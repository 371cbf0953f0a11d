"""Migrations beside a site in use: on PostgreSQL one program migrates at a time, and none of its
steps makes others wait for long."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper

TURN = 0x53414D45  # of the lock that whoever migrates holds; any number that nobody else takes
CONCURRENTLY = "CONCURRENTLY"


@dataclass(frozen=True, slots=True)
class Patience:
    """A step gives up a lock that it does not get within `lock_ms`, because everybody else queues
    behind it, and asks again after `pause` seconds, `tries` times in all."""

    lock_ms: int = 3_000
    pause: float = 5.0
    tries: int = 60


USUAL = Patience()


@contextmanager
def gently(connection: BaseDatabaseWrapper, patience: Patience = USUAL) -> Iterator[None]:
    """Wait for others who migrate, and bound what steps within wait for. Other databases have
    one writer at a time anyway."""
    if connection.vendor != "postgresql":
        yield
        return
    while not answer(connection, f"SELECT pg_try_advisory_lock({TURN})"):
        # Asked again and again: a query that waited would hold up an index made meanwhile.
        time.sleep(patience.pause)
    with ExitStack() as after:
        after.callback(tell, connection, f"SELECT pg_advisory_unlock({TURN})")
        after.callback(tell, connection, "RESET lock_timeout")
        tell(connection, f"SET lock_timeout = {patience.lock_ms}")
        after.enter_context(connection.execute_wrapper(steps(patience)))
        yield


def again(step: Callable[[], Any], patience: Patience = USUAL) -> Any:
    """What `step` answers; once more where it did not get a lock. Raises OperationalError after
    the last try."""
    for _ in range(patience.tries - 1):
        try:
            return step()
        except OperationalError as error:
            if not is_lock_missed(error):
                raise
        time.sleep(patience.pause)
    return step()


def is_lock_missed(error: OperationalError) -> bool:
    """Whether others held the table for too long."""
    return getattr(error.__cause__, "sqlstate", None) == "55P03"


def steps(patience: Patience) -> Callable[..., Any]:
    """A wrapper of statements: one on its own is tried again, one of a transaction ends it."""

    def run(execute: Any, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        connection = context["connection"]
        if connection.in_atomic_block:
            return execute(sql, params, many, context)
        if CONCURRENTLY in str(sql):  # waits for others, and lets them go on meanwhile
            tell(connection, "SET lock_timeout = 0")
            try:
                return execute(sql, params, many, context)
            finally:
                tell(connection, f"SET lock_timeout = {patience.lock_ms}")
        return again(lambda: execute(sql, params, many, context), patience)

    return run


def tell(connection: BaseDatabaseWrapper, sql: str) -> None:
    """Run a statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql)


def answer(connection: BaseDatabaseWrapper, sql: str) -> Any:
    """The one value that a query gives."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]
