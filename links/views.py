"""A person's own page: the photo, where it stands, a new one."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from access.lengths import announced_bytes
from links.making import use_up
from links.models import PersonLink
from links.pages import BROKEN, LOOKING, SENDING, personal, refused, too_often
from links.rates import wait_before_sending
from links.words import photos_of
from photos.intake import Upload, receive
from photos.labels import spoken
from photos.media import PICTURE_POLICY, file_of, picture_response
from photos.models import Photo
from photos.quality.limits import LIMITS, UnreadablePhoto, check_size

FORM_BYTES = 10_000  # what a form adds to its file, with room to spare


@personal()
def home(request: HttpRequest, link: PersonLink, key: str) -> HttpResponseBase:
    """The page that the link leads to. Looking at it changes nothing."""
    return shown(request, link, key)


@personal(LOOKING + SENDING)
def send_photo(request: HttpRequest, link: PersonLink, key: str) -> HttpResponseBase:
    """Take in a photo. Only one that is stored uses the link up."""
    if request.method != "POST":
        return redirect("link-home", key)
    if not link.takes_photo:
        return refused(request)
    wait = wait_before_sending(request, link)
    if wait:
        return too_often(request, wait)
    try:
        sent = sent_by(request)
        upload = Upload(sent.name or "", Photo.Source.LINK, uploaded_by=None)
        receive(link.person, sent.read(), upload)
    except UnreadablePhoto as refusal:
        return shown(request, link, key, refusal=spoken(refusal.message))
    use_up(link)
    return redirect("link-home", key)


@personal(policy=PICTURE_POLICY)
def picture(
    request: HttpRequest, link: PersonLink, key: str, photo_id: int, kind: str
) -> HttpResponseBase:
    """One of the person's own pictures; everybody else's is not there."""
    photo = get_object_or_404(Photo, pk=photo_id, person=link.person_id)
    return picture_response(file_of(photo, kind))


@personal(LOOKING + SENDING)
def elsewhere(
    request: HttpRequest, link: PersonLink, key: str, rest: str = ""
) -> HttpResponseBase:
    """No page: refused here, because Django's own answer would write the key into its log."""
    return refused(request)


def shown(request: HttpRequest, link: PersonLink, key: str, **more: Any) -> HttpResponse:
    """The page, with the refusal of what was just sent, if it was refused."""
    context = {
        "link": link,
        "key": key,
        "person": link.person,
        "photos": photos_of(link.person),
        "most_mb": LIMITS.most_bytes // 1_000_000,
        **more,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if more else HTTPStatus.OK
    return render(request, "links/home.html", context, status=status)


def sent_by(request: HttpRequest) -> UploadedFile[bytes]:
    """The file in the form; one that is far too large is not even read. Raises UnreadablePhoto."""
    announced = announced_bytes(request)
    if announced > LIMITS.most_bytes + FORM_BYTES:
        check_size(announced, LIMITS)
    try:
        sent = request.FILES.get("photo")
    except BROKEN:
        sent = None
    if not isinstance(sent, UploadedFile):
        raise UnreadablePhoto("no_file", gettext("Please choose a photo first."))
    check_size(sent.size or 0, LIMITS)
    return sent
