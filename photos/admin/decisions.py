"""Decisions about one photo or many; photos.reviews alone decides whether they are possible."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminTextareaWidget

from directory.models import Person
from photos import consistency, reviews
from photos.models import Outcome, Photo, Review
from photos.reassess import Again, assess_again

LONGEST_REASON = 500  # characters, as the column
NO_RETAKE_REASON = "Please say what should be different in the new photo."
# The sentences of photos.reviews, shortened to stand behind a number.
WHY_SKIPPED = {
    str(reviews.NOT_MEASURED): "still waiting to be measured",
    str(reviews.NOT_CURRENT): "no longer the current photo",
}


NOT_A_REFERENCE = "Only a published photo of somebody in a department can be its reference."
NEEDS_A_REASON = "a retake is advised; each can be waived on its own page, with a reason"


@dataclass
class Tally:
    """What became of many photos: counted by what was done, and by why not."""

    done: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)

    @property
    def sentence(self) -> str:
        """ "12 approved, 3 skipped: still waiting to be measured."""
        parts = [f"{number} {deed}" for deed, number in self.done.items()]
        parts += [f"{number} skipped: {why}" for why, number in self.skipped.items()]
        return f"{', '.join(parts) or 'Nothing was chosen'}."

    def tell(self, model_admin: ModelAdmin, request: HttpRequest) -> None:
        """Say it on the next page."""
        level = messages.WARNING if self.skipped else messages.SUCCESS
        model_admin.message_user(request, self.sentence, level)


class ReasonForm(forms.Form):
    """Why new photos are asked for."""

    reason = forms.CharField(
        label="What should be different?",
        max_length=LONGEST_REASON,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        error_messages={"required": NO_RETAKE_REASON},
    )


def chosen_photos(chosen: QuerySet[Person] | QuerySet[Photo], tally: Tally) -> list[Photo]:
    """The chosen photos, or the current ones of the chosen people."""
    ids = list(chosen.values_list("pk", flat=True))
    if chosen.model is Photo:
        return list(Photo.objects.filter(pk__in=ids).order_by("pk"))
    photos = list(Photo.objects.current().filter(person__in=ids).order_by("pk"))
    if missing := len(ids) - len(photos):
        tally.skipped["without a photo"] += missing
    return photos


def decide_all(
    photos: Iterable[Photo], deed: str, decide: Callable[[Photo], Review], tally: Tally
) -> None:
    """Decide one by one: what doesn't fit one photo holds up no other."""
    for photo in photos:
        try:
            decide(photo)
        except reviews.Conflict as conflict:
            tally.skipped[WHY_SKIPPED.get(str(conflict), str(conflict))] += 1
        else:
            tally.done[deed] += 1


def reviewer_of(request: HttpRequest) -> User:
    """Who decides: nobody reaches these pages without being logged in."""
    if not isinstance(request.user, User):
        raise TypeError("a decision needs a user")
    return request.user


@admin.action(description="Approve", permissions=["decide"])
def approve_chosen(
    model_admin: ModelAdmin, request: HttpRequest, chosen: QuerySet[Person] | QuerySet[Photo]
) -> None:
    """Let the intranet show the chosen photos; one click publishes no advised retake."""
    tally, reviewer = Tally(), reviewer_of(request)
    photos = chosen_photos(chosen, tally)
    fitting = [photo for photo in photos if photo.verdict != Outcome.RETAKE]
    if advised := len(photos) - len(fitting):
        tally.skipped[NEEDS_A_REASON] = advised
    decide_all(fitting, "approved", lambda photo: reviews.approve(photo, reviewer), tally)
    tally.tell(model_admin, request)


@admin.action(description="Ask for a retake", permissions=["decide"])
def ask_retake_of_chosen(
    model_admin: ModelAdmin, request: HttpRequest, chosen: QuerySet[Person] | QuerySet[Photo]
) -> HttpResponse | None:
    """Ask for new photos, with one reason for all of them."""
    form = ReasonForm(request.POST if "reason" in request.POST else None)
    if not form.is_valid():
        return ask_reason(model_admin, request, chosen, form)
    tally, reviewer, reason = Tally(), reviewer_of(request), form.cleaned_data["reason"]
    photos = chosen_photos(chosen, tally)
    decide_all(
        photos,
        "asked for a retake",
        lambda photo: reviews.ask_retake(photo, reviewer, reason),
        tally,
    )
    tally.tell(model_admin, request)
    return None


def ask_reason(
    model_admin: ModelAdmin,
    request: HttpRequest,
    chosen: QuerySet[Person] | QuerySet[Photo],
    form: ReasonForm,
) -> HttpResponse:
    """The page between choosing and asking."""
    context = model_admin.admin_site.each_context(request) | {
        "title": "Ask for a retake",
        "opts": model_admin.opts,
        "form": form,
        "count": len(chosen_photos(chosen, Tally())),
        "chosen_ids": request.POST.getlist(helpers.ACTION_CHECKBOX_NAME),
        "select_across": request.POST.get("select_across", "0"),
    }
    return TemplateResponse(request, "photos/admin/ask_retake.html", context)


@admin.action(description="Assess again", permissions=["decide"])
def assess_chosen_again(
    model_admin: ModelAdmin, request: HttpRequest, chosen: QuerySet[Person] | QuerySet[Photo]
) -> None:
    """Judge or measure the chosen photos once more."""
    tally = Tally()
    for photo in chosen_photos(chosen, tally):
        outcome = assess_again(photo)
        counted = tally.skipped if outcome == Again.WAITING else tally.done
        counted[outcome.value] += 1
    tally.tell(model_admin, request)


def deletion_last(actions: dict[str, Any]) -> dict[str, Any]:
    """The actions with the one that can't be taken back at the end."""
    return dict(sorted(actions.items(), key=lambda action: action[0] == "delete_selected"))


ACTIONS = [approve_chosen, ask_retake_of_chosen, assess_chosen_again]


def approve_one(photo: Photo, reviewer: User, reason: str) -> str:
    """Approve; what was done, in words. Raises Conflict, as all four."""
    reviews.approve(photo, reviewer, reason)
    return "Approved: the intranet may show this photo."


def waive_one(photo: Photo, reviewer: User, reason: str) -> str:
    """Accept with a reason; what was done, in words."""
    reviews.waive(photo, reviewer, reason)
    return "Waived: the intranet may show this photo, and your reason is kept with it."


def ask_retake_of_one(photo: Photo, reviewer: User, reason: str) -> str:
    """Ask for a new photo, here never without saying why; what was done, in words."""
    if not reason.strip():
        raise reviews.Conflict(NO_RETAKE_REASON)
    reviews.ask_retake(photo, reviewer, reason)
    return "A retake is asked for."


def assess_one_again(photo: Photo, reviewer: User, reason: str) -> str:
    """Judge or measure once more; what was done, in words."""
    return f"This photo is {assess_again(photo)}."


def pin_one(photo: Photo, reviewer: User, reason: str) -> str:
    """Make the photo its department's reference; what was done, in words."""
    department = photo.person.department
    if department is None or not photo.is_published:
        raise reviews.Conflict(NOT_A_REFERENCE)
    consistency.pin(department, photo)
    return f"{department}'s photos are compared with this one from now on."


def unpin_one(photo: Photo, reviewer: User, reason: str) -> str:
    """Compare the department with its median again; what was done, in words."""
    department = photo.person.department
    if department:
        consistency.pin(department, None)
    return "The department's photos are compared with their median again."


DECISIONS: dict[str, Callable[[Photo, User, str], str]] = {
    "approve": approve_one,
    "waive": waive_one,
    "ask_retake": ask_retake_of_one,
    "assess": assess_one_again,
    "pin": pin_one,
    "unpin": unpin_one,
}
