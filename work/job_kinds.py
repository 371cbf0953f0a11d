"""What a job can be: a class for each entry of settings.SAMEFRAME_JOBS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from work.priorities import BULK


@dataclass(frozen=True, slots=True)
class Step:
    """What one step did, and where the next one begins.

    `skipped` had nothing to do, `failed` were tried and given up; with `pause` the next step
    comes so many seconds later.
    """

    place: str
    done: int = 0
    skipped: int = 0
    failed: int = 0
    pause: int = 0


class Kind(Protocol):
    """One sort of job. `title` says for people what it does."""

    title: str | Promise
    # Whether a step and its place are committed in one transaction. A step that takes long
    # without writing, as cutting pictures does, says False, and must do no harm if done twice.
    is_atomic: bool
    priority: int  # of its messages (work.priorities); they stand in the queue of bulk work

    def count(self, wishes: dict[str, Any]) -> int | None:
        """How many rows it is about; None if nobody can say."""

    def step(self, wishes: dict[str, Any], place: str) -> Step | None:
        """Do the next few, in about a second; the first place is "". None: that was all."""


def kind_named(name: str) -> Kind:
    """The kind of that name. Raises KeyError, ImportError."""
    kind: Kind = import_string(settings.SAMEFRAME_JOBS[name])()
    return kind


def priority_of(name: str) -> int:
    """Of the messages for jobs of that kind, also where there is no such kind any more."""
    return kind_named(name).priority if name in settings.SAMEFRAME_JOBS else BULK
