"""How long things are kept, and what removes them afterwards. docs/privacy.md has the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from audit.trail import record
from privacy import purges
from privacy.erasure_rows import PurgeDay

type Purge = Callable[[datetime, bool], int]

WHAT: dict[str, str | Promise] = {
    "leavers": _("Everything about people who have left"),
    "superseded": _("Photos that were replaced by a newer one"),
    "refused": _("Photos that were refused, or sent and never taken in"),
    "imports": _("Reports of imports"),
    "lists": _("Staff lists that were looked at and never imported"),
    "mails": _("Mails that were written into the folder"),
    "messages": _("The record of background work"),
    "outcomes": _("What became of decisions about many photos"),
    "webhooks": _("What other systems were told by webhooks"),
    "sessions": _("Logins that are over"),
}
# What removes them, in the order in which it is told; sessions end by themselves.
PURGES: dict[str, Purge] = {
    "leavers": purges.leavers,
    "superseded": purges.superseded,
    "refused": purges.refused,
    "imports": purges.imports,
    "lists": purges.lists,
    "mails": purges.mails,
    "messages": purges.messages,
    "outcomes": purges.outcomes,
    "webhooks": purges.webhooks,
    "sessions": purges.sessions,
}


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of thing, with how long it is kept, for readers; `days` 0 for no further day."""

    name: str
    what: str
    days: int

    @property
    def how_long(self) -> str:
        """The time in words."""
        if not self.days:
            return str(_("no longer than needed"))
        return ngettext("%(days)d day", "%(days)d days", self.days) % {"days": self.days}


@dataclass(frozen=True, slots=True)
class Purged:
    """How many of one kind a purge removed, or would remove."""

    kept: Kept
    count: int


def kept() -> tuple[Kept, ...]:
    """Everything that is removed by itself, in the order in which it is told."""
    days = settings.SAMEFRAME_KEEP_DAYS
    return tuple(Kept(name, str(WHAT[name]), days.get(name, 0)) for name in PURGES)


def purge(*, is_dry: bool = False) -> list[Purged]:
    """Remove whatever has been kept long enough; a dry run only counts."""
    now = timezone.now()
    done = []
    for one in kept():
        count = PURGES[one.name](now - timedelta(days=one.days), is_dry)
        if count and not is_dry:
            record(f"purge.{one.name}", count=count)
        done.append(Purged(one, count))
    return done


def purge_if_due() -> None:
    """Purge once a day, by whichever worker comes first; one that fails leaves it to the next."""
    today = timezone.localdate()
    if PurgeDay.objects.filter(day=today).exists():
        return
    try:
        with transaction.atomic():
            claimed = PurgeDay.objects.create(day=today)
    except IntegrityError:
        return  # another worker was faster
    try:
        purge()
    except BaseException:
        claimed.delete()
        raise
    PurgeDay.objects.filter(day__lt=today).delete()
