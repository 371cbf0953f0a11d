"""The jobs that can be begun by hand: how much each would be, and about how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.work.durations import about
from work.job_kinds import kind_named
from work.models import Job


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of job with what is asked of it; `explained` says what it will and will not do."""

    kind: str
    title: str | Promise
    explained: str | Promise
    icon: str
    wishes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Extent:
    """How many photos, and about how long in words; empty where no earlier job tells."""

    photos: int
    time: str


OFFERS = (
    Offer(
        "rejudge",
        _("Judge all anew"),
        _("Every measured photo is judged under the standard that holds now, from stored "
          "numbers. Decisions of people stay."),
        "gavel",
        {},
    ),
    Offer(
        "remeasure",
        _("Measure all anew"),
        _("Every current photo that another version of the engine measured is measured by this "
          "one. Each keeps its verdict until the new one is there."),
        "straighten",
        {},
    ),
    Offer(
        "rerender",
        _("Cut all pictures anew"),
        _("The pictures that the intranet shows are cut from the approved photos once more. "
          "Those that are shown stay until then."),
        "crop",
        {},
    ),
)  # fmt: skip


def offers() -> list[Offer]:
    """Those that this site knows."""
    return [offer for offer in OFFERS if offer.kind in settings.SAMEFRAME_JOBS]


def offer_named(kind: str) -> Offer | None:
    """The offer of that kind, if there is one."""
    return next((offer for offer in offers() if offer.kind == kind), None)


def extent_of(offer: Offer) -> Extent:
    """Counted now; the time at the pace of the last job of the kind that was finished."""
    photos = kind_named(offer.kind).count(dict(offer.wishes)) or 0
    pace = last_pace(offer.kind)
    return Extent(photos, about(photos / pace) if pace else "")


def last_pace(kind: str) -> float:
    """Photos a second of the last finished job of that kind; 0 if there is none."""
    done = Job.objects.filter(kind=kind, state=Job.State.DONE).exclude(started_at=None)
    last = done.order_by("-pk").first()
    if last is None or last.started_at is None or last.finished_at is None:
        return 0.0
    seconds = (last.finished_at - last.started_at).total_seconds()
    return last.handled / seconds if seconds else 0.0
