"""On whose behalf this process is working just now, and in answer to which request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, by which door, and the request's id ("" outside of requests).

    `door` is "admin", "api", "link", "command" or "worker"; `user_id` is None and `who` empty
    where nobody is known; `who` is a user name, or "token: <name>" behind it.
    """

    door: str = ""
    user_id: int | None = None
    who: str = ""
    request_id: str = ""


NOBODY = Acting()
_acting: ContextVar[Acting] = ContextVar("acting", default=NOBODY)


def acting() -> Acting:
    """Who acts now."""
    return _acting.get()


def act_as(**known: object) -> None:
    """Add what has become known of who acts, until the request or the `acting_as` ends."""
    _acting.set(replace(_acting.get(), **known))  # type: ignore[arg-type]


@contextmanager
def acting_as(who: Acting) -> Iterator[None]:
    """Let what is recorded meanwhile be `who`'s doing."""
    token = _acting.set(who)
    try:
        yield
    finally:
        _acting.reset(token)
