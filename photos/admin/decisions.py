"""Decisions about one photo or many; photos.reviews alone decides whether they are possible."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from directory.models import Person
from photos import bulk_decisions, consistency, reviews
from photos.admin.bulk import BULK_DEEDS, preview_or_do
from photos.models import Photo
from photos.reassess import AGAIN_WORDS, assess_again

LONGEST_REASON = reviews.LONGEST_REASON
NO_RETAKE_REASON = _("Please say what should be different in the new photo.")
NOT_A_REFERENCE = _("Only a published photo of somebody in a department can be its reference.")

type Chosen = QuerySet[Person] | QuerySet[Photo]


@admin.action(description=_("Approve"), permissions=["decide"])
def approve_chosen(admin: ModelAdmin, request: HttpRequest, chosen: Chosen) -> HttpResponse | None:
    """Let the intranet show the chosen photos; one click publishes no advised retake."""
    return preview_or_do(admin, request, chosen, BULK_DEEDS[bulk_decisions.APPROVE])


@admin.action(description=_("Waive"), permissions=["decide"])
def waive_chosen(admin: ModelAdmin, request: HttpRequest, chosen: Chosen) -> HttpResponse | None:
    """Let the intranet show photos that don't meet the standard, with one reason for all."""
    return preview_or_do(admin, request, chosen, BULK_DEEDS[bulk_decisions.WAIVE])


@admin.action(description=_("Ask for a retake"), permissions=["decide"])
def ask_retake_of_chosen(
    admin: ModelAdmin, request: HttpRequest, chosen: Chosen
) -> HttpResponse | None:
    """Ask for new photos, with one reason for all of them."""
    return preview_or_do(admin, request, chosen, BULK_DEEDS[bulk_decisions.ASK_RETAKE])


@admin.action(description=_("Assess again"), permissions=["decide"])
def assess_chosen_again(
    admin: ModelAdmin, request: HttpRequest, chosen: Chosen
) -> HttpResponse | None:
    """Judge or measure the chosen photos once more."""
    return preview_or_do(admin, request, chosen, BULK_DEEDS[bulk_decisions.ASSESS])


def deletion_last(actions: dict[str, Any]) -> dict[str, Any]:
    """The actions with the one that can't be taken back at the end."""
    return dict(sorted(actions.items(), key=lambda action: action[0] == "delete_selected"))


# The last one is named only: an app above photos brings it (retakes.admin.asking).
ACTIONS: list[Any] = [
    approve_chosen,
    waive_chosen,
    ask_retake_of_chosen,
    assess_chosen_again,
    "ask_for_new_photo",
]


def approve_one(photo: Photo, reviewer: User, reason: str) -> str:
    """Approve; what was done, in words. Raises Conflict, as all four."""
    reviews.approve(photo, reviewer, reason)
    return gettext("Approved: the intranet may show this photo.")


def waive_one(photo: Photo, reviewer: User, reason: str) -> str:
    """Accept with a reason; what was done, in words."""
    reviews.waive(photo, reviewer, reason)
    return gettext("Waived: the intranet may show this photo, and your reason is kept with it.")


def ask_retake_of_one(photo: Photo, reviewer: User, reason: str) -> str:
    """Ask for a new photo, here never without saying why; what was done, in words."""
    if not reason.strip():
        raise reviews.Conflict(NO_RETAKE_REASON)
    reviews.ask_retake(photo, reviewer, reason)
    return gettext("A retake is asked for.")


def assess_one_again(photo: Photo, reviewer: User, reason: str) -> str:
    """Judge or measure once more; what was done, in words."""
    return gettext("This photo is %(done)s.") % {"done": AGAIN_WORDS[assess_again(photo)]}


def pin_one(photo: Photo, reviewer: User, reason: str) -> str:
    """Make the photo its department's reference; what was done, in words."""
    department = photo.person.department
    if department is None or not photo.is_published:
        raise reviews.Conflict(NOT_A_REFERENCE)
    consistency.pin(department, photo)
    told = gettext("%(department)s's photos are compared with this one from now on.")
    return told % {"department": department}


def unpin_one(photo: Photo, reviewer: User, reason: str) -> str:
    """Compare the department with its median again; what was done, in words."""
    department = photo.person.department
    if department:
        consistency.pin(department, None)
    return gettext("The department's photos are compared with their median again.")


DECISIONS: dict[str, Callable[[Photo, User, str], str]] = {
    "approve": approve_one,
    "waive": waive_one,
    "ask_retake": ask_retake_of_one,
    "assess": assess_one_again,
    "pin": pin_one,
    "unpin": unpin_one,
}
