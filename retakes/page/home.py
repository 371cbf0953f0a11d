"""The page that a personal link leads to: what is asked, the photo, a way to send another."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from links.models import PersonLink
from links.pages import SENDING, personal, refused, too_often
from links.rates import wait_before_sending
from links.words import photos_of
from photos.labels import spoken
from photos.media import PICTURE_POLICY, file_of, picture_response, square_response
from photos.models import Photo
from photos.quality.explain_person import PersonWords
from photos.quality.limits import LIMITS
from photos.squares import ALIGNED
from photos.standards import standard_for
from retakes import states
from retakes.draft_rows import Draft
from retakes.models import Retake
from retakes.page.examples import examples_for
from retakes.page.house import house_photo
from retakes.page.notes import note_in
from retakes.page.opened_link import PAGE_POLICY, open_retake
from retakes.reasons import told, words_of


@personal(policy=PAGE_POLICY)
def home(request: HttpRequest, link: PersonLink, key: str) -> HttpResponseBase:
    """The page that the link leads to. Looking at it changes nothing: mail scanners do."""
    return shown(request, link, key)


@personal(SENDING)
def opened(request: HttpRequest, link: PersonLink, key: str) -> HttpResponseBase:
    """The page's script tells that somebody moves on it, which few scanners do."""
    retake = open_retake(link.person)
    if retake:
        states.opened(retake)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@personal(SENDING)
def object_to(request: HttpRequest, link: PersonLink, key: str) -> HttpResponseBase:
    """The person says that their photo is fine as it is; somebody of HR reads it."""
    retake = open_retake(link.person)
    if retake is None or not retake.awaits_photo:
        return refused(request)
    wait = wait_before_sending(request, link)
    if wait:
        return too_often(request, wait, key)
    note = note_in(request)
    if not note:
        return shown(request, link, key, problem=gettext("Please write a sentence or two first."))
    states.said(retake, note, Retake.NoteKind.NOT_RIGHT)
    return redirect("link-home", key)


@personal(policy=PICTURE_POLICY)
def picture(
    request: HttpRequest, link: PersonLink, key: str, photo_id: int, kind: str
) -> HttpResponseBase:
    """One of the person's own pictures; everybody else's is not there."""
    photo = get_object_or_404(Photo, pk=photo_id, person=link.person_id)
    return picture_response(file_of(photo, kind))


@personal(policy=PICTURE_POLICY)
def house(request: HttpRequest, link: PersonLink, key: str) -> HttpResponseBase:
    """A colleague's published photo, to stand beside the person's own."""
    photo = house_photo(link.person)
    if photo is None:
        raise Http404
    return square_response(photo, ALIGNED)


def shown(request: HttpRequest, link: PersonLink, key: str, **more: Any) -> HttpResponse:
    """The page, with the `refusal` of a photo or the `problem` of a note that was just sent."""
    person = link.person
    retake = open_retake(person)
    context = {
        "link": link,
        "key": key,
        "person": person,
        "photos": photos_of(person),
        "retake": retake,
        "ended": None if retake else _called_off(link),
        "day": retake.coming_day if retake and not retake.paused_at else None,
        "why": why(retake) if retake else None,
        "examples": examples_for(standard_for(person)),
        "draft": Draft.objects.filter(link=link).first() if link.takes_photo else None,
        "most_mb": LIMITS.most_bytes // 1_000_000,
        "most_bytes": LIMITS.most_bytes,
        **more,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if more else HTTPStatus.OK
    return render(request, "retakes/page/home.html", context, status=status)


def why(retake: Retake) -> PersonWords:
    """Why the person is asked and what may stay as it is, in the reader's language."""
    found = words_of(retake)
    return PersonWords(
        tuple(told(retake.cause, found.reasons)), tuple(spoken(one) for one in found.kept)
    )


def _called_off(link: PersonLink) -> Retake | None:
    """A request that HR took back since the link was made: who comes by it should know."""
    over = (Retake.State.CANCELLED, Retake.State.WAIVED)
    newest = Retake.objects.filter(person=link.person_id, ended_at__gte=link.created_at).first()
    return newest if newest and newest.state in over else None
