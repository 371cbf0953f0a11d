"""Telling what became of a decision that went on in the background."""

from collections.abc import Mapping
from datetime import timedelta

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from photos.bulk_decisions import APPROVE, ASK_RETAKE, ASSESS, WAIVE
from photos.models import BulkDecision
from work import jobs

# After so long the rest is given up where no job is at it any more, which shall not stay untold.
GIVEN_UP_AFTER = timedelta(hours=6)
TITLES = {
    APPROVE: _("Your approval"),
    WAIVE: _("Your waiving"),
    ASK_RETAKE: _("Your asking for retakes"),
    ASSESS: _("Your assessing again"),
}


def tell_outcomes(request: HttpRequest) -> None:
    """Say once what became of the user's decisions that have ended: one query if none has."""
    over = Q(left=0) | Q(asked_at__lt=timezone.now() - GIVEN_UP_AFTER)
    for run in BulkDecision.objects.filter(over, reviewer=request.user.pk):
        if run.left and jobs.same_jobs("decide", {"decision": run.pk}):
            continue  # paused, or so many that it takes this long
        level = messages.WARNING if run.skipped or run.left else messages.SUCCESS
        messages.add_message(request, level, outcome(run))
        run.delete()


def outcome(run: BulkDecision) -> SafeString:
    """ "Your approval of 412 photos: 409 approved, 3 skipped: ...", with where to see them."""
    photos = run.left + sum(run.done.values()) + sum(run.skipped.values())
    of = ngettext("of %(number)s photo", "of %(number)s photos", photos)
    title = f"{TITLES[run.deed]} {of % {'number': number_format(photos)}}"
    parts = counted(run.done, run.skipped)
    if run.left:
        parts.append(gettext("%(number)s not decided") % {"number": number_format(run.left)})
    address = f"{reverse('admin:photos_photo_changelist')}?reviewer={run.reviewer_id}"
    shown = gettext("Photos that you decided about last")
    link = format_html('<a class="sf-link" href="{}">{}</a>', address, shown)
    return format_html("{}: {}. {}", title, ", ".join(parts), link)


def counted(done: Mapping[str, int], skipped: Mapping[str, int]) -> list[str]:
    """ "409 approved", "3 skipped: still waiting to be measured"; from words of the source."""
    return [f"{number_format(number)} {gettext(words)}" for words, number in done.items()] + [
        gettext("%(number)s skipped: %(why)s")
        % {"number": number_format(number), "why": gettext(words)}
        for words, number in skipped.items()
    ]
