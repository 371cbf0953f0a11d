"""What every engine offers besides `django.tasks`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.tasks import Task


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

    def work(self, wishes: WorkerWishes) -> None:
        """Run messages until SIGTERM or SIGINT, then end what is running and return."""

    def waiting(self) -> dict[str, int]:
        """By queue, how many messages no worker has taken yet."""

    def messages(self, path: str = "") -> list[Message]:
        """Those that no worker has taken yet, of that task or of all, in the order of sending."""
