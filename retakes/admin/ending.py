"""The page between choosing requests and ending them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin import helpers
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from desk.pages import framed
from photos.admin.bulk import reviewer_of
from photos.reviews import LONGEST_REASON
from retakes import states
from retakes.models import Retake
from retakes.waiving import waive

if TYPE_CHECKING:
    from retakes.admin.requests import RetakeAdmin


@dataclass(frozen=True, slots=True)
class Ending:
    """A way in which a request ends by HR's hand; `asks`: for the reason."""

    action: str
    title: str | Promise
    effect: str | Promise
    button: str | Promise
    asks: bool


WAIVE = Ending(
    "waive_chosen",
    _("No new photo is needed"),
    _(
        "Photos that wait for a decision are waived with your reason: the intranet shows them. "
        "Photos that are shown already stay."
    ),
    _("End the requests"),
    asks=True,
)
CANCEL = Ending(
    "cancel_chosen",
    _("Cancel requests"),
    _("Nobody is asked any more. The photos and the decisions about them stay as they are."),
    _("Cancel the requests"),
    asks=False,
)


class WhyForm(forms.Form):
    """Why no new photo is needed."""

    reason = forms.CharField(
        label=_("Why is it good enough?"),
        max_length=LONGEST_REASON,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )


def confirm_end(
    model_admin: RetakeAdmin, request: HttpRequest, chosen: Iterable[Retake], ending: Ending
) -> HttpResponseBase | None:
    """Say what will happen; once that is confirmed, end them."""
    rows = [one for one in chosen if one.is_open]
    is_confirmed = "confirmed" in request.POST
    form = WhyForm(request.POST if is_confirmed else None) if ending.asks else None
    if not rows or (is_confirmed and (form is None or form.is_valid())):
        reason = form.cleaned_data["reason"] if form and is_confirmed else ""
        by = reviewer_of(request)
        model_admin.tell(request, rows, lambda one: end(one, by, reason, ending))
        return None
    context: dict[str, Any] = {
        "ending": ending,
        "count": len(rows),
        "form": form,
        "chosen_ids": request.POST.getlist(helpers.ACTION_CHECKBOX_NAME),
        "select_across": request.POST.get("select_across", "0"),
    }
    return framed(request, "retakes/admin/end.html", str(ending.title), **context)


def end(retake: Retake, by: User, reason: str, ending: Ending) -> bool:
    """End one; whether it was open."""
    return waive(retake, by, reason) if ending.asks else states.cancel(retake)
