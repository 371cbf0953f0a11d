"""Asking people for new photos: one, those chosen in a list, or all whom something concerns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from desk.pages import needs, page
from directory.models import Person
from directory.reach import reach_of
from photos.admin.bulk import reviewer_of
from photos.labels import spoken
from photos.models import Outcome, Photo
from retakes.asking import MAY_DECIDE, cause_for, usual_due_day
from retakes.coming import coming
from retakes.freshness import CONCERNS, FLAGGED, people_of
from retakes.models import LONGEST_NOTE
from retakes.reasons import told, words_about
from retakes.rounds import Round, Sent, ask_round, planned

MAY_ASK = "retakes.add_retake"
ACTION = "ask_for_new_photo"
SHOWN = 3  # people whose message is looked at before it goes
MOST_NAMES = 500  # a list that somebody still reads


class AskForm(forms.Form):
    """Until when, and HR's own sentence."""

    due_on = forms.DateField(
        label=gettext_lazy("Until when?"),
        widget=UnfoldAdminTextInputWidget(attrs={"type": "date"}),
    )
    note = forms.CharField(
        label=gettext_lazy("A sentence of your own (if you like)"),
        help_text=gettext_lazy("Everybody who is asked reads it, below the reasons."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )

    def clean_due_on(self) -> date:
        """A day on which somebody can still answer."""
        return coming(self.cleaned_data["due_on"])


@dataclass(frozen=True, slots=True)
class Preview:
    """What one of them would read."""

    person: Person
    reasons: list[str]
    kept: list[str]


@dataclass(frozen=True, slots=True)
class Choice:
    """Who is chosen, and how the page finds them again: by its address and `hidden` fields."""

    people: QuerySet[Person]
    back: str
    hidden: list[tuple[str, str]] = field(default_factory=list)


@admin.action(description=gettext_lazy("Ask for a new photo"), permissions=["ask"])
def ask_for_new_photo(
    admin: ModelAdmin, request: HttpRequest, chosen: QuerySet[Any]
) -> HttpResponseBase:
    """The list's action, for people and for photos."""
    ids = request.POST.getlist(helpers.ACTION_CHECKBOX_NAME)
    hidden = [(helpers.ACTION_CHECKBOX_NAME, one) for one in ids]
    hidden += [("action", ACTION), ("select_across", request.POST.get("select_across", "0"))]
    keys: Any = chosen.order_by().values("person" if chosen.model is Photo else "pk")
    people = Person.objects.for_user(request.user).filter(pk__in=keys)
    return asking(request, Choice(people, request.get_full_path(), hidden))


# Only the lists that name it have it.
admin.site.add_action(ask_for_new_photo, ACTION)
admin.site.disable_action(ACTION)


@needs(MAY_ASK, "directory.view_person")
def ask_one(request: HttpRequest, person_id: int) -> HttpResponseBase:
    """One person, from their page."""
    people = Person.objects.for_user(request.user)
    person = get_object_or_404(people, pk=person_id)
    back = reverse("admin:directory_person_change", args=[person.pk])
    return asking(request, Choice(people.filter(pk=person.pk), back))


@needs(MAY_ASK, "directory.view_person")
def ask_all(request: HttpRequest, whom: str) -> HttpResponseBase:
    """All within reach whom a verdict, the age of their photo or the lack of one concerns."""
    asks = whom == FLAGGED or (whom in CONCERNS and CONCERNS[whom].asks)
    if not asks:
        raise Http404
    back = reverse("admin:retakes_retake_changelist")
    return asking(request, Choice(people_of(whom, reach_of(request.user)), back))


def asking(request: HttpRequest, choice: Choice) -> HttpResponseBase:
    """Show whom it would reach and what they would read; once that is confirmed, ask them."""
    round_ = planned(choice.people)
    is_confirmed = "confirmed" in request.POST
    form = AskForm(
        request.POST if is_confirmed else None,
        initial={"due_on": usual_due_day().isoformat()},
        label_suffix="",
    )
    is_another = is_confirmed and request.POST.get("digest") != round_.digest
    if is_another:
        told_so = _("The list has changed since you looked; this is how it is now.")
        messages.warning(request, told_so)
    if is_confirmed and not is_another and form.is_valid():
        note, due_on = form.cleaned_data["note"], form.cleaned_data["due_on"]
        sent = ask_round(round_.people, reviewer_of(request), note, due_on)
        messages.success(request, told_of(sent))
        return redirect("admin:retakes_retake_changelist")
    return page(
        request,
        "retakes/admin/ask.html",
        _("Ask for a new photo"),
        round=round_,
        without_a_mail=ngettext(
            "%(number)s of them has no e-mail address and gets a link from you by hand.",
            "%(number)s of them have no e-mail address and get a link from you by hand.",
            round_.without_email,
        )
        % {"number": number_format(round_.without_email, force_grouping=True)},
        previews=list(previews(round_)),
        form=form,
        back=choice.back,
        hidden=choice.hidden,
        names=names_of(round_),
        decides=request.user.has_perm(MAY_DECIDE) and flagged_in(round_),
        may_see_pictures=request.user.has_perm("photos.view_photo"),
    )


def names_of(round_: Round) -> list[str]:
    """Who would be asked, by name, where these are not too many to read."""
    if not SHOWN < len(round_.people) <= MOST_NAMES:
        return []
    return [one.full_name for one in Person.objects.filter(pk__in=round_.people)]


def flagged_in(round_: Round) -> int:
    """Of how many photos asking is the decision."""
    open_ones = Photo.objects.current().filter(state=Photo.State.IN_REVIEW)
    return open_ones.filter(verdict=Outcome.RETAKE, person__in=round_.people).count()


def previews(round_: Round) -> Iterable[Preview]:
    """What the first few would read: three queries and those of their standards."""
    people = Person.objects.filter(pk__in=round_.people[:SHOWN]).select_related("card")
    photos = Photo.objects.current().select_related("judgement").filter(person__in=people)
    by_person = {photo.person_id: photo for photo in photos}
    for person in people:
        photo = by_person.get(person.pk)
        words, cause = words_about(photo), cause_for(photo)
        yield Preview(person, told(cause, words.reasons), [spoken(one) for one in words.kept])


def told_of(sent: Sent) -> str:
    """How many were asked, and how many follow."""
    asked = ngettext(
        "%(number)s person is asked for a new photo.",
        "%(number)s people are asked for a new photo.",
        sent.now,
    ) % {"number": number_format(sent.now, force_grouping=True)}
    if not sent.later:
        return asked
    later = ngettext(
        "%(number)s more follows in the background.",
        "%(number)s more follow in the background.",
        sent.later,
    ) % {"number": number_format(sent.later, force_grouping=True)}
    return f"{asked} {later}"
