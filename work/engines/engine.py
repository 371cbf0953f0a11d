"""What every engine offers besides `django.tasks`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import Model, QuerySet
from django.tasks import Task

if TYPE_CHECKING:
    from work.shift import Shift

MOST_NAMED = 8  # rows that a message may be about: their ids are its arguments


@dataclass(frozen=True, slots=True)
class WorkerWishes:
    """How a worker is to run: `once` ends when nothing is left that is due; `concurrency` is how
    many messages it works on at a time; `queues` names those it takes, () for all."""

    once: bool = False
    concurrency: int = 1
    queues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One message that no worker has taken yet: the task's path, and what it is called with."""

    id: str
    path: str
    args: tuple[Any, ...]
    queue: str
    priority: int
    due_at: datetime | None


class Engine(Protocol):
    """One way of carrying messages."""

    name: str

    def send_many(self, task: Task[Any, Any], many: Sequence[Sequence[Any]]) -> None:
        """Send the task once for each list of arguments, in a few queries; within a
        transaction, if there is one."""

    def work(self, shift: Shift) -> None:
        """Run messages and what the schedule says until the shift is asked to stop, then end
        what is running. Raises OperationalError where the database went away."""

    def work_once(self, shift: Shift) -> None:
        """Run messages until none is due, and return."""

    def rescue(self) -> int:
        """Free messages that were taken by workers who died; how many."""

    def waiting(self) -> dict[str, int]:
        """By queue, how many messages no worker has taken yet."""

    def messages(self, path: str = "") -> list[Message]:
        """Those that no worker has taken yet, of that task or of all, in the order of sending."""

    def has_urgent(self, queues: Sequence[str], priority: int) -> bool:
        """Whether a message of these queues is due that comes before those of the priority."""

    def without_message[M: Model](self, rows: QuerySet[M], path: str) -> QuerySet[M]:
        """Those of the rows whose id no message of that task that waits has among its arguments:
        one query, however many there are. What a worker has taken does not count: it may hang
        over another row of the same message."""

    def lost(self, path: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The engine's own rows of that task's messages that have an id of none of the rows
        among their arguments."""

    def forget_lost(self, path: str, rows: QuerySet[Any]) -> bool:
        """Remove those, but for what is just running. Whether none is left."""

    def over(self, before: datetime) -> QuerySet[Any]:
        """The engine's own rows of what was over by then."""

    def forget_quoting(self, texts: Sequence[str], paths: Sequence[str]) -> None:
        """Remove what is over and quotes one of the texts or is of one of the tasks."""
