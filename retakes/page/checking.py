"""A photo is sent, checked and shown with what was found, before anything is submitted."""

from __future__ import annotations

from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from access.lengths import announced_bytes
from links.models import PersonLink
from links.pages import BROKEN, LOOKING, SENDING, personal, refused, too_often
from links.rates import wait_before_sending
from photos.labels import spoken
from photos.media import PICTURE_POLICY, kept_private, picture_response
from photos.quality import apart
from photos.quality.limits import LIMITS, UnreadablePhoto, check_size
from photos.quality.verdict import Outcome, judge
from photos.squares import needs_master, square_at
from photos.standards import standard_for
from retakes.draft_rows import Draft
from retakes.page import drafts, same
from retakes.page.found import found_of, judged, shown_box
from retakes.page.home import shown
from retakes.page.house import house_photo
from retakes.page.opened_link import PAGE_POLICY, open_retake

FORM_BYTES = 10_000  # what a form adds to its file, with room to spare
FIELDS = ("photo", "camera")  # of the form; the first that holds a file counts


@personal(LOOKING + SENDING, PAGE_POLICY)
def send_photo(request: HttpRequest, link: PersonLink, key: str) -> HttpResponseBase:
    """Check a photo. Nothing is submitted by it, and the link is not used up."""
    if request.method != "POST":
        return redirect("link-home", key)
    if not link.takes_photo:
        return refused(request)
    wait = wait_before_sending(request, link)
    if wait:
        return too_often(request, wait, key)
    try:
        take(link, sent_by(request))
    except UnreadablePhoto as refusal:
        return shown(request, link, key, refusal=spoken(refusal.message))
    return redirect("link-check", key)


def take(link: PersonLink, sent: UploadedFile[bytes]) -> None:
    """Open, measure and judge what was sent, and keep it as a draft. Raises UnreadablePhoto."""
    person, data = link.person, sent.read()
    retake, digest = open_retake(person), sha256(data).hexdigest()
    same.refuse_same_file(person, retake, digest)
    checked = apart.check(data)
    is_refused = judge(checked.analysis, standard_for(person)).outcome == Outcome.RETAKE
    if is_refused:  # the same picture in a better file is welcome
        same.refuse_same_picture(person, retake, checked.analysis.fingerprint)
    drafts.keep(link, retake, sent.name or "", digest, checked, refused=is_refused)


def sent_by(request: HttpRequest) -> UploadedFile[bytes]:
    """The file in the form; one that is far too large is not even read. Raises UnreadablePhoto."""
    announced = announced_bytes(request)
    if announced > LIMITS.most_bytes + FORM_BYTES:
        check_size(announced, LIMITS)
    try:
        sent = next((request.FILES[name] for name in FIELDS if name in request.FILES), None)
    except BROKEN:
        sent = None
    if not isinstance(sent, UploadedFile):
        raise UnreadablePhoto("no_file", gettext("Please choose a photo first."))
    check_size(sent.size or 0, LIMITS)
    return sent


@personal(LOOKING, PAGE_POLICY)
def check(request: HttpRequest, link: PersonLink, key: str) -> HttpResponseBase:
    """What was found on the photo that was sent last, and what can be done with it."""
    draft = draft_of(link)
    return check_page(request, key, draft) if draft else redirect("link-home", key)


def check_page(request: HttpRequest, key: str, draft: Draft, **more: Any) -> HttpResponse:
    """The page about a draft; with a `problem` of what was just sent, if there is one."""
    context = {
        "key": key,
        "draft": draft,
        "found": found_of(draft, open_retake(draft.person)),
        "has_house": house_photo(draft.person) is not None,
        **more,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if more else HTTPStatus.OK
    return render(request, "retakes/page/check.html", context, status=status)


@personal(policy=PICTURE_POLICY)
def draft_picture(request: HttpRequest, link: PersonLink, key: str, kind: str) -> HttpResponseBase:
    """The draft itself, or the square of it that colleagues would see."""
    draft = draft_of(link)
    if draft is None or kind not in {"preview", "square"}:
        raise Http404
    if kind == "preview":
        return picture_response(draft.preview)
    box = shown_box(judged(draft))
    try:
        ready = drafts.finish(draft) if needs_master(draft, box) else draft
        if ready is None:
            raise Http404
        square = square_at(ready, box)
    except (FileNotFoundError, UnreadablePhoto) as gone:
        raise Http404 from gone
    return kept_private(HttpResponse(square, content_type="image/jpeg"))


def draft_of(link: PersonLink) -> Draft | None:
    """The link's draft while it may be submitted."""
    if not link.takes_photo:
        return None
    kept: Draft | None = Draft.objects.filter(link=link).select_related("person").first()
    return kept
