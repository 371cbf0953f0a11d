"""The page of one request: what the person reads, what happened, what HR can do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from desk.pages import framed
from links.admin.of_people import need
from links.making import make_link
from photos.admin.bulk import reviewer_of
from photos.labels import spoken
from photos.reviews import LONGEST_REASON
from retakes import states
from retakes.admin.ending import WhyForm
from retakes.asking import remind
from retakes.models import Retake, retake_settings
from retakes.reasons import told, words_of
from retakes.waiving import undecided, waive

if TYPE_CHECKING:
    from retakes.admin.requests import RetakeAdmin

DEEDS: dict[str, Callable[[Retake], bool]] = {
    "pause": states.pause,
    "resume": states.resume,
    "remind": remind,
    "cancel": states.cancel,
}
WAIVE = "waive"


class Moment(NamedTuple):
    """Something that happened."""

    at: datetime
    words: str | Promise


def request_of(request: HttpRequest, retake_id: int) -> Retake:
    """A request that the user may see. Raises Http404."""
    rows = Retake.objects.for_user(request.user)
    about = rows.select_related("person__department", "person__card", "photo__judgement")
    return get_object_or_404(about.select_related("submitted", "asked_by"), pk=retake_id)


def shown(request: HttpRequest, row: Retake) -> HttpResponseBase:
    """The page."""
    retake = request_of(request, row.pk)
    words, may_change = words_of(retake), request.user.has_perm("retakes.change_retake")
    most = retake_settings().most_reminders
    return framed(
        request,
        "retakes/admin/request.html",
        retake.person.full_name,
        retake=retake,
        reasons=told(retake.cause, words.reasons),
        kept=[spoken(one) for one in words.kept],
        moments=sorted(moments(retake)),
        may_change=may_change and retake.is_open,
        may_remind=retake.awaits_photo and not retake.paused_at and retake.messages <= most,
        may_link=retake.awaits_photo and request.user.has_perm("links.add_personlink"),
        may_see_pictures=request.user.has_perm("photos.view_photo"),
        may_decide=retake.state == Retake.State.SUBMITTED and may_decide(request),
        publishes=undecided(retake) is not None,
        longest_reason=LONGEST_REASON,
    )


def may_decide(request: HttpRequest) -> bool:
    """Whether who asks may look through photos and decide."""
    return request.user.has_perms(["photos.view_photo", "photos.change_photo"])


def moments(retake: Retake) -> Iterator[Moment]:
    """What happened, as far as the row remembers it."""
    tries = ngettext(
        "One photo tried",
        "First of %(number)d photos tried",
        retake.tries,
    ) % {"number": retake.tries}
    sent = ngettext(
        "Message sent",
        "Last of %(number)d messages sent",
        retake.messages,
    ) % {"number": retake.messages}
    by = retake.asked_by.get_username() if retake.asked_by else ""
    asked = _("Asked by %(name)s") % {"name": by} if by else _("Asked")
    ended = _("Ended: %(state)s") % {"state": retake.get_state_display()}
    for at, told_so in (
        (retake.asked_at, asked),
        (retake.last_message_at, sent),
        (retake.opened_at, gettext_lazy("Opened by the person")),
        (retake.tried_at, tries),
        (retake.submitted_at, gettext_lazy("New photo submitted")),
        (retake.paused_at, gettext_lazy("Paused")),
        (retake.ended_at, ended),
    ):
        if at:
            yield Moment(at, str(told_so))


def done(
    model_admin: RetakeAdmin, request: HttpRequest, retake_id: int, what: str
) -> HttpResponseBase:
    """Do it, and back to the page."""
    need(request, "retakes.change_retake")
    retake = request_of(request, retake_id)
    if what == WAIVE:
        form = WhyForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Please say why no new photo is needed."))
            return redirect("admin:retakes_retake_change", retake.pk)
        reason, by = form.cleaned_data["reason"], reviewer_of(request)
        model_admin.tell(request, [retake], lambda one: waive(one, by, reason))
    elif what in DEEDS:
        model_admin.tell(request, [retake], DEEDS[what])
    else:
        raise Http404
    return redirect("admin:retakes_retake_change", retake.pk)


def link(request: HttpRequest, retake_id: int) -> HttpResponseBase:
    """Show a new link in this very answer: neither a message nor a session ever holds it."""
    maker = need(request, "links.add_personlink")
    retake = request_of(request, retake_id)
    if not retake.awaits_photo:
        raise Http404
    made = make_link(retake.person, maker, beside_others=True)
    made_now = {"retake": retake, "link": made.row, "address": made.address}
    return framed(request, "retakes/admin/link.html", _("Personal link"), **made_now)
