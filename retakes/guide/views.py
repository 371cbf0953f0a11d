"""The page with the camera, and what it is told about the small frames that it sends."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.csp import CSP

from access.lengths import announced_bytes
from access.limits import TooManyRequests, count
from links.models import PersonLink
from links.pages import POLICY, SENDING, personal, refused
from photos.labels import spoken
from photos.quality import apart
from photos.quality.analysis import Analysis
from photos.quality.framing import Head
from photos.quality.hint_words import READY, SENTENCES, STILL
from photos.quality.hints import Hint, hints, is_ready
from photos.quality.limits import ASK_AGAIN, Limits, UnreadablePhoto
from photos.standards import standards_in_use

LONGEST_SIDE = 640  # px
FRAME_LIMITS = Limits(most_bytes=300_000, most_pixels=LONGEST_SIDE**2, most_scans=10)
MOST_ENLARGED = 30.0  # a camera of 19,000 px; what it says of itself counts for no more
BUSY_FOR = "1"  # seconds
WITH_CAMERA: Mapping[str, list[str]] = {
    **POLICY,
    "script-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "img-src": [CSP.SELF, "blob:"],  # the picture that was taken, and not yet sent
    "media-src": [CSP.SELF, "blob:"],
}


@personal(policy=WITH_CAMERA)
def camera(request: HttpRequest, link: PersonLink, key: str) -> HttpResponseBase:
    """The camera with its outline. The picture goes where a file would go."""
    if not link.takes_photo:
        return refused(request)
    context = {
        "key": key,
        "ready": spoken(SENTENCES[READY]),
        "still": spoken(SENTENCES[STILL]),
        "longest_side": LONGEST_SIDE,
    }
    page = render(request, "retakes/camera.html", context)
    page["Permissions-Policy"] = "camera=(self)"
    return page


@personal(SENDING)
def frame(request: HttpRequest, link: PersonLink, key: str) -> HttpResponseBase:
    """What to change in a frame: the body is a JPEG, `of` the longer side in px of the picture
    that will be taken. It is looked at and forgotten."""
    if not link.takes_photo:
        return refused(request)
    try:
        count(request, "link_frame", f"l{link.pk}")
    except TooManyRequests as over:
        return later(HTTPStatus.TOO_MANY_REQUESTS, str(over.wait))
    if announced_bytes(request) > FRAME_LIMITS.most_bytes:
        return said({}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        seen = apart.glance(request.body, FRAME_LIMITS)
    except UnreadablePhoto as refusal:
        if refusal.code in ASK_AGAIN:
            return later(HTTPStatus.SERVICE_UNAVAILABLE, BUSY_FOR)
        return said({"detail": spoken(refusal.message)}, HTTPStatus.UNPROCESSABLE_ENTITY)
    standard = standards_in_use().of(link.person)
    told = hints(seen, standard, enlarged(seen, request.GET.get("of", "")))
    return said(guidance(seen, told))


def guidance(seen: Analysis, told: tuple[Hint, ...]) -> dict[str, Any]:
    """What the page is told: whether to take the picture, what to change, where the eyes are."""
    return {
        "ready": is_ready(told),
        "hints": [
            {
                "topic": one.topic,
                "code": one.code,
                "text": spoken(one.sentence),
                "met": one.is_met,
            }
            for one in told
        ],
        "eyes": eyes_of(seen.head, seen.width, seen.height) if seen.head else None,
    }


def eyes_of(head: Head, width: int, height: int) -> list[list[float]]:
    """The eyes as shares of the frame, the one at the picture's left first."""
    return [[one.x / width, one.y / height] for one in (head.left_eye, head.right_eye)]


def enlarged(seen: Analysis, longer_side: str) -> float:
    """How many times the frame's size the picture will have; never less than once."""
    side = int(longer_side) if longer_side.isdecimal() and len(longer_side) < 6 else 0
    return min(max(side / max(seen.width, seen.height), 1.0), MOST_ENLARGED)


def said(told: dict[str, Any], status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    """An answer for the page's script."""
    return JsonResponse(told, status=status)


def later(status: HTTPStatus, seconds: str) -> HttpResponse:
    """No answer now; the script asks again after so long."""
    answer = said({}, status)
    answer["Retry-After"] = seconds
    return answer
