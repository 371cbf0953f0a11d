"""What is kept about a person, and what the person can do about it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from audit.trail import record
from links.kept import kept
from links.making import key_of
from links.models import ErasureRequest, PersonLink
from links.own_copy import copy_of
from links.pages import POLICY, SENDING, personal, too_often
from links.rates import wait_before_copying
from privacy import consent


@csp_override(POLICY)
@require_safe
def for_everybody(request: HttpRequest) -> HttpResponse:
    """The general words, for whoever works here."""
    return render(request, "links/privacy.html", general())


@personal()
def own(request: HttpRequest, link: PersonLink, key: str) -> HttpResponseBase:
    """The same words, with what this person can do."""
    person = link.person
    context = {
        "link": link,
        "key": key,
        "person": person,
        "consent": consent.standing_of(person.pk),
        "consent_text": consent.TEXT,
        "asked": ErasureRequest.objects.filter(person=person.pk).first(),
    }
    return render(request, "links/privacy.html", general() | context)


@personal(SENDING)
def choose_consent(request: HttpRequest, link: PersonLink, key: str) -> HttpResponseBase:
    """Agree to the comparison of faces, or take that back."""
    if request.POST.get("choice") == "give":
        if not consent.is_switched_on():
            raise Http404
        consent.give_by_link(link.person, link.pk)
    else:
        consent.withdraw(link.person)
    return redirect("link-privacy", key)


@personal(SENDING)
def ask_erasure(request: HttpRequest, link: PersonLink, key: str) -> HttpResponseBase:
    """Ask to be erased, or take that back; HR sees it and decides."""
    person = link.person
    if request.POST.get("choice") == "ask":
        _row, is_new = ErasureRequest.objects.get_or_create(person=person)
        action, changed = "erasure.ask", is_new
    else:
        gone, _by_model = ErasureRequest.objects.filter(person=person.pk).delete()
        action, changed = "erasure.take_back", bool(gone)
    if changed:
        record(action, kind="directory.person", key=person.pk, person_key=key_of(person.pk))
    return redirect("link-privacy", key)


@personal(SENDING)
def copy(request: HttpRequest, link: PersonLink, key: str) -> HttpResponseBase:
    """All that is kept about the person, as one file."""
    wait = wait_before_copying(request, link)
    return too_often(request, wait) if wait else copy_of(link.person)


def general() -> dict[str, Any]:
    """What the words are made of, the same for all."""
    return {
        "kept": kept(),
        "is_comparing": consent.is_switched_on(),
        "contact": settings.SAMEFRAME_PRIVACY_CONTACT,
        "contact_is_address": "@" in settings.SAMEFRAME_PRIVACY_CONTACT
        and " " not in settings.SAMEFRAME_PRIVACY_CONTACT,
    }
