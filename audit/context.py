"""On whose behalf this process is working just now, and in answer to which request."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, by which door, and the request's id ("" outside of requests).

    `door` is "admin", "api", "link", "command" or "worker"; `user_id` is None and `who` empty
    where nobody is known; `who` is a user name, or "token: <name>" behind it. `session` tells
    who is logged in; it is asked only once something is recorded.
    """

    door: str = ""
    user_id: int | None = None
    who: str = ""
    request_id: str = ""
    session: Callable[[], Any] | None = None

    def named(self) -> Acting:
        """The same with the session's user, where nobody else is named."""
        user = self.session() if self.session and not self.who else None
        if user is None or not user.is_authenticated:
            return self
        return replace(self, user_id=user.pk, who=user.get_username())


def name_of_account() -> str:
    """Who works at the command line, as the system calls them: "account <name>"."""
    try:
        return f"account {getpass.getuser()}"
    except (OSError, KeyError, ImportError):  # a container may run under a number without a name
        return "account without a name"


# Whatever is done outside of requests and workers is done at the command line.
COMMAND_LINE = Acting(door="command", who=name_of_account())
_acting: ContextVar[Acting] = ContextVar("acting", default=COMMAND_LINE)


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


@contextmanager
def on_behalf_of(user: Any, door: str = "") -> Iterator[None]:
    """The same for a user (None: whoever acts now), by that door or the one of now."""
    now = acting()
    told = {} if user is None else {"user_id": user.pk, "who": user.get_username()}
    with acting_as(replace(now, door=door or now.door, **told)):
        yield
