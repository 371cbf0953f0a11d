"""The page between choosing photos and deciding about them: what will happen, then that."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import helpers
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminTextareaWidget

from directory.models import Person
from photos.bulk_decisions import (
    APPROVE,
    ASK_RETAKE,
    ASSESS,
    CHANGED,
    WAIVE,
    Plan,
    Seen,
    Tally,
    decide_all,
    plan,
)
from photos.models import Photo
from photos.reviews import LONGEST_REASON

FACES_SHOWN = 24  # of a group
WITHOUT_A_PHOTO = _("without a photo")


@dataclass(frozen=True, slots=True)
class BulkDeed:
    """A decision about many photos, in the words of its page."""

    name: str
    action: str
    title: str | Promise
    effect: str | Promise  # stands behind a number
    button: str | Promise
    reason_label: str | Promise = ""
    no_reason: str | Promise = ""


BULK_DEEDS = {
    APPROVE: BulkDeed(
        APPROVE, "approve_chosen", _("Approve photos"), _("will be approved"), _("Approve them")
    ),
    WAIVE: BulkDeed(
        WAIVE,
        "waive_chosen",
        _("Waive photos"),
        _("will be waived"),
        _("Waive them"),
        _("Why are they accepted although they do not meet the standard?"),
        _("Please say why these photos are accepted although they do not meet the standard."),
    ),
    ASK_RETAKE: BulkDeed(
        ASK_RETAKE,
        "ask_retake_of_chosen",
        _("Ask for a retake"),
        _("will be asked for again; those on the intranet are no longer shown there"),
        _("Ask for a retake"),
        _("What should be different?"),
        _("Please say what should be different in the new photo."),
    ),
    ASSESS: BulkDeed(
        ASSESS,
        "assess_chosen_again",
        _("Assess photos again"),
        _("will be judged anew, or measured where that failed"),
        _("Assess them again"),
    ),
}


@dataclass(frozen=True, slots=True)
class FaceGroup:
    """Photos to which the same happens; the first few are shown."""

    count: int
    words: str | Promise
    photos: list[Photo]

    @property
    def unseen(self) -> int:
        """How many are not shown."""
        return self.count - len(self.photos)


class ReasonForm(forms.Form):
    """Why; one reason for all."""

    reason = forms.CharField(
        max_length=LONGEST_REASON, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3})
    )

    def __init__(self, deed: BulkDeed, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.fields["reason"].label = str(deed.reason_label)
        self.fields["reason"].error_messages["required"] = str(deed.no_reason)


def reviewer_of(request: HttpRequest) -> User:
    """Who decides: nobody reaches these pages without being logged in."""
    if not isinstance(request.user, User):
        raise TypeError("a decision needs a user")
    return request.user


def photos_of_chosen(chosen: QuerySet[Person] | QuerySet[Photo]) -> QuerySet[Photo]:
    """The chosen photos, or the current ones of the chosen people."""
    keys: Any = chosen.order_by().values("pk")
    if chosen.model is Photo:
        return Photo.objects.filter(pk__in=keys)
    return Photo.objects.current().filter(person__in=keys)


def preview_or_do(
    model_admin: ModelAdmin,
    request: HttpRequest,
    chosen: QuerySet[Person] | QuerySet[Photo],
    deed: BulkDeed,
) -> HttpResponse | None:
    """Show what will happen; once that is confirmed and still so, do it and tell."""
    planned = plan(deed.name, photos_of_chosen(chosen))
    is_confirmed = "confirmed" in request.POST
    form = ReasonForm(deed, request.POST if is_confirmed else None) if deed.reason_label else None
    is_another = is_across(request) and request.POST.get("digest") != planned.digest
    if not is_confirmed or is_another or (form and not form.is_valid()):
        if is_confirmed and is_another:
            told = gettext("The list has changed since you looked; this is how it is now.")
            model_admin.message_user(request, told, messages.WARNING)
        return preview(model_admin, request, deed, planned, chosen, form)
    reason = form.cleaned_data["reason"] if form else ""
    model_admin.message_user(request, *done(request, deed, planned, chosen, reason))
    return None


def is_across(request: HttpRequest) -> bool:
    """Whether everything that the list holds was chosen, beyond its page."""
    return request.POST.get("select_across", "0") == "1"


def preview(
    model_admin: ModelAdmin,
    request: HttpRequest,
    deed: BulkDeed,
    planned: Plan,
    chosen: QuerySet[Person] | QuerySet[Photo],
    form: ReasonForm | None,
) -> HttpResponse:
    """The page: numbers, faces, a reason where one is needed."""
    fitting = group(deed.effect, planned.fitting)
    skipped = [group(why, seen) for why, seen in planned.skipped.items()]
    missing = without_a_photo(chosen, planned)
    context = model_admin.admin_site.each_context(request) | {
        "title": deed.title,
        "opts": model_admin.opts,
        "deed": deed,
        "fitting": fitting,
        "skipped": [*skipped, *([FaceGroup(missing, WITHOUT_A_PHOTO, [])] if missing else [])],
        "form": form,
        "digest": planned.digest,
        "seen": " ".join(seen.mark for seen in planned.fitting) if not is_across(request) else "",
        "chosen_ids": request.POST.getlist(helpers.ACTION_CHECKBOX_NAME),
        "select_across": request.POST.get("select_across", "0"),
        "may_see_pictures": request.user.has_perm("photos.view_photo"),
    }
    return TemplateResponse(request, "photos/admin/bulk.html", context)


def group(words: str | Promise, seen: Iterable[Seen]) -> FaceGroup:
    """The photos with their people: one query for a group."""
    ids = [one.photo_id for one in seen]
    photos = Photo.objects.filter(pk__in=ids[:FACES_SHOWN]).select_related("person")
    return FaceGroup(len(ids), words, list(photos.order_by("person__last_name", "pk")))


def without_a_photo(chosen: QuerySet[Person] | QuerySet[Photo], planned: Plan) -> int:
    """How many of the chosen people have none."""
    if chosen.model is Photo:
        return 0
    with_photo = len(planned.fitting) + sum(map(len, planned.skipped.values()))
    return chosen.count() - with_photo


def done(
    request: HttpRequest,
    deed: BulkDeed,
    planned: Plan,
    chosen: QuerySet[Person] | QuerySet[Photo],
    reason: str,
) -> tuple[str, int]:
    """Decide about what was seen and is still so; the sentence, and how loud it is."""
    tally = Tally()
    marks = set(request.POST.get("seen", "").split())
    as_seen = [one for one in planned.fitting if is_across(request) or one.mark in marks]
    for why, seen in planned.skipped.items():
        tally.skipped[why] += len(seen)
    tally.skipped[CHANGED] += len(planned.fitting) - len(as_seen)
    tally.skipped[WITHOUT_A_PHOTO] += without_a_photo(chosen, planned)
    later = decide_all(deed.name, as_seen, reviewer_of(request), reason, tally)
    return sentence(tally, later), messages.WARNING if +tally.skipped else messages.SUCCESS


def sentence(tally: Tally, later: int) -> str:
    """ "12 approved, 3 skipped: still waiting to be measured."""
    parts = [f"{number_format(number)} {deed}" for deed, number in (+tally.done).items()]
    parts += [
        gettext("%(number)s skipped: %(why)s") % {"number": number_format(number), "why": why}
        for why, number in (+tally.skipped).items()
    ]
    nothing = gettext("Nothing was chosen")  # in braces it would not be found
    told = f"{', '.join(parts) or nothing}."
    if not later:
        return told
    follow = ngettext(
        "%(number)s more follows in the background.",
        "%(number)s more follow in the background.",
        later,
    ) % {"number": number_format(later)}
    return f"{told} {follow}"
