"""Sending work to the background."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.tasks import Task

from work import queues
from work.engines.chosen import engine
from work.priorities import BULK, USUAL


def send(
    task: Task[Any, Any], *arguments: Any, priority: int = USUAL, due_at: datetime | None = None
) -> None:
    """Send a message now; within a transaction it counts once that is committed."""
    addressed(task, priority).using(run_after=due_at).enqueue(*arguments)


def send_after_commit(task: Task[Any, Any], *arguments: Any, priority: int = USUAL) -> None:
    """Send once the transaction is committed. A message that cannot be sent is no reason to
    undo what its row says: reconciling sends it."""
    transaction.on_commit(partial(send, task, *arguments, priority=priority), robust=True)


def send_many(
    task: Task[Any, Any], many: Sequence[Sequence[Any]], *, priority: int = USUAL
) -> None:
    """Send the task once for each list of arguments, in a few queries."""
    if many:
        engine().send_many(addressed(task, priority), many)


def addressed(task: Task[Any, Any], priority: int) -> Task[Any, Any]:
    """The task with its priority; bulk work has a queue of its own, which can be paused and
    leaves workers to others."""
    queue = queues.BULK if priority <= BULK else task.queue_name
    return task.using(priority=priority, queue_name=queue)
