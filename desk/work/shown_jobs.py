"""Long jobs as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import Case, Q, When
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from desk.work.durations import about
from work.job_kinds import kind_named
from work.jobs import estimate
from work.models import Job

State = Job.State
KEPT = timedelta(days=7)  # shown after their end
MOST_SHOWN = 20
ENDED = (State.DONE, State.CANCELLED, State.FAILED)
COLOURS = {
    State.RUNNING: "sf-label-info",
    State.PAUSED: "sf-label-fair",
    State.DONE: "sf-label-good",
    State.FAILED: "sf-label-poor",
}
MAY_PAUSE = frozenset({State.WAITING, State.RUNNING})
MAY_RESUME = frozenset({State.PAUSED, State.FAILED})
MAY_CANCEL = MAY_PAUSE | MAY_RESUME


@dataclass(frozen=True, slots=True)
class ShownJob:
    """One job; `told` says how far it is and how long it takes."""

    job: Job
    title: str | Promise
    told: str

    @property
    def colour(self) -> str:
        """The label's colour, as in admin.css."""
        return COLOURS.get(State(self.job.state), "sf-label-quiet")

    @property
    def by(self) -> User | None:
        """Who began it, nobody at the command line."""
        return self.job.by

    @property
    def is_live(self) -> bool:
        """Whether it may still do something."""
        return self.job.state in (*Job.ACTIVE, State.PAUSED)

    @property
    def may_pause(self) -> bool:
        """Whether it can be told to stop for now."""
        return self.job.state in MAY_PAUSE

    @property
    def may_resume(self) -> bool:
        """Whether it can go on where it stopped."""
        return self.job.state in MAY_RESUME

    @property
    def may_cancel(self) -> bool:
        """Whether it can be ended for good."""
        return self.job.state in MAY_CANCEL


def shown_jobs(now: datetime) -> list[ShownJob]:
    """Those that run first, then those that wait, then the newest of the last days: one query.
    However many have ended since, what can still be stopped is among them."""
    rows = Job.objects.filter(
        Q(state__in=[*Job.ACTIVE, State.PAUSED]) | Q(created_at__gte=now - KEPT)
    )
    is_over = Case(When(state__in=ENDED, then=True), default=False)
    newest = rows.select_related("by").order_by(is_over, "-pk")[:MOST_SHOWN]
    shown = [ShownJob(job, title_of(job.kind), told_of(job)) for job in newest]
    return sorted(shown, key=lambda one: rank_of(one.job))


def rank_of(job: Job) -> int:
    """Running, still to run, over."""
    if job.state in ENDED:
        return 2
    return 0 if job.state == State.RUNNING else 1


def title_of(kind: str) -> str | Promise:
    """What a job of that kind does, or its name where this version knows none."""
    try:
        return kind_named(kind).title
    except (KeyError, ImportError):
        return kind


def told_of(job: Job) -> str:
    """How far it is, with what there is to say about the rest."""
    if job.state == State.WAITING and not job.handled:
        return ""
    parts = [progress_words(job)]
    if job.skipped:
        parts.append(_("%(count)s had nothing to do") % {"count": grouped(job.skipped)})
    if job.failed:
        parts.append(_("%(count)s failed") % {"count": grouped(job.failed)})
    pace = estimate(job)
    if pace.rate_per_minute:
        parts.append(_("%(rate)s a minute") % {"rate": grouped(round(pace.rate_per_minute))})
    if pace.seconds_left is not None:
        parts.append(_("%(time)s left") % {"time": about(pace.seconds_left)})
    return ", ".join(parts)


def progress_words(job: Job) -> str:
    """So many of so many."""
    if job.total is None:
        return _("%(done)s so far") % {"done": grouped(job.handled)}
    # More can come to be there while it runs.
    whole = grouped(max(job.total, job.handled))
    return _("%(done)s of %(total)s") % {"done": grouped(job.handled), "total": whole}


def grouped(number: int) -> str:
    """A count for people, its thousands apart."""
    return number_format(number, force_grouping=True)
