"""The queue's page, its fragments, and what its keys send.

The page's script asks for JSON; a plain form gets a page, so that everything works without it.
"""

from typing import Any

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desk.pages import is_id, needs, page
from desk.review import queue as queues
from desk.review.deciding import CHOICES, Asked, take_back
from desk.review.deciding import decide as decide_photo
from desk.review.queue import SHOWN_WITH, Narrowed
from desk.review.rows import AHEAD_FOR, SHOWN_FOR, ReviewClaim
from desk.review.shown import shown
from photos.admin.bulk import reviewer_of
from photos.models import Outcome, Photo, Review
from photos.reviews import Conflict
from photos.trail import record_photo

for_reviewers = needs("photos.view_photo", "photos.change_photo")
REFUSED = 409


@for_reviewers
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The photo asked for, or the next free one: worst first."""
    narrowed, reviewer = Narrowed.of(request), reviewer_of(request)
    asked, behind = (number(request.GET.get(name)) for name in ("photo", "after"))
    if asked:
        found: Photo | None = get_object_or_404(photos(request), pk=asked)
        ReviewClaim.objects.claim(asked, reviewer.pk, timezone.now())
    else:
        after = photos(request).filter(pk=behind).first() if behind else None
        without = frozenset({behind} if behind else set())
        found = queues.first_free(narrowed, reviewer, after=after, without=without)
        found = found or queues.first_free(narrowed, reviewer)
    return queue_page(request, narrowed, found) if found else nothing_left(request, narrowed)


@for_reviewers
@require_POST
def next_photo(request: HttpRequest) -> HttpResponse:
    """The next free photo for the page to have ready; nothing where there is none."""
    after = get_object_or_404(photos(request), pk=number(request.POST.get("after")))
    without = frozenset(numbers(request.POST.getlist("without")))
    narrowed = Narrowed.of(request)
    found = queues.ahead(narrowed, reviewer_of(request), after, without)
    return fragment(request, found, narrowed) if found else HttpResponse(status=204)


@for_reviewers
@require_safe
def photo(request: HttpRequest, photo_id: int) -> HttpResponse:
    """One photo to look at (again); claimed unless somebody else has it."""
    found = get_object_or_404(photos(request), pk=photo_id)
    ReviewClaim.objects.claim(photo_id, reviewer_of(request).pk, timezone.now())
    return fragment(request, found, Narrowed.of(request))


@for_reviewers
@require_POST
def take_over(request: HttpRequest, photo_id: int) -> HttpResponse:
    """Take a photo that a colleague is looking at."""
    found = get_object_or_404(photos(request), pk=photo_id)
    ReviewClaim.objects.take_over(photo_id, reviewer_of(request).pk, timezone.now())
    narrowed = Narrowed.of(request)
    if wants_json(request):
        return fragment(request, found, narrowed)
    return to_queue(narrowed, photo=photo_id)


@for_reviewers
@require_POST
def claims(request: HttpRequest) -> HttpResponse:
    """What the page has open and what it let go; answers with what a colleague took."""
    reviewer, now = reviewer_of(request), timezone.now()
    ReviewClaim.objects.release(numbers(request.POST.getlist("release")), reviewer.pk)
    held = [
        (pk, lease)
        for name, lease in (("shown", SHOWN_FOR), ("ahead", AHEAD_FOR))
        for pk in numbers(request.POST.getlist(name))
    ]
    own = set(photos(request).filter(pk__in=[pk for pk, _ in held]).values_list("pk", flat=True))
    lost = [
        pk
        for pk, lease in held
        if pk not in own or not ReviewClaim.objects.claim(pk, reviewer.pk, now, lease)
    ]
    return JsonResponse({"lost": lost})


@for_reviewers
@require_POST
def decide(request: HttpRequest, photo_id: int) -> HttpResponse:
    """Write one decision, or say who was faster."""
    found = get_object_or_404(photos(request), pk=photo_id)
    asked = Asked(*(request.POST.get(name, "") for name in ("decision", "reason", "seen")))
    choice = next((one for one in CHOICES if one.decision == asked.decision), None)
    if choice is None:
        raise Http404
    narrowed = Narrowed.of(request)
    try:
        review = decide_photo(found, reviewer_of(request), asked)
    except Conflict as conflict:
        return refused(request, narrowed, found, conflict, asked)
    if wants_json(request):
        return JsonResponse({"review": review.pk, "left": narrowed.left})
    messages.success(request, str(choice.told))
    return to_queue(narrowed, after=photo_id)


@for_reviewers
@require_POST
def undo(request: HttpRequest, review_id: int) -> HttpResponse:
    """Take one's own decision back, and show its photo again."""
    reviews = Review.objects.for_user(request.user).select_related("photo")
    review = get_object_or_404(reviews, pk=review_id)
    narrowed = Narrowed.of(request)
    try:
        photo_id, told = take_back(review, reviewer_of(request)).pk, _("Taken back.")
    except Conflict as conflict:
        if wants_json(request):
            return JsonResponse({"told": str(conflict)}, status=REFUSED)
        photo_id, told = review.photo_id, str(conflict)
    if wants_json(request):
        html = fragment(request, photos(request).get(pk=photo_id), narrowed).text
        return JsonResponse({"told": told, "html": html, "left": narrowed.left})
    messages.info(request, told)
    return to_queue(narrowed, photo=photo_id)


def refused(
    request: HttpRequest, narrowed: Narrowed, about: Photo, conflict: Conflict, asked: Asked
) -> HttpResponse:
    """Nothing was written: why, the photo as it is now, and what was typed."""
    now = photos(request).get(pk=about.pk)
    more = {"told": str(conflict), "typed": asked.reason, "open": asked.decision}
    if wants_json(request):
        html = fragment(request, now, narrowed, **more).text
        return JsonResponse({"told": str(conflict), "html": html}, status=REFUSED)
    response = queue_page(request, narrowed, now, **more)
    response.status_code = REFUSED
    return response


def queue_page(
    request: HttpRequest, narrowed: Narrowed, found: Photo, **more: Any
) -> HttpResponse:
    """The whole page around one photo."""
    record_photo("photo.view", found)
    reviewer = reviewer_of(request)
    return page(
        request,
        "desk/review/page.html",
        _("Review"),
        shown=shown(found, reviewer),
        narrowed=narrowed,
        left=narrowed.left,
        done=queues.done_today(reviewer),
        verdicts=Outcome.choices,
        **more,
    )


def nothing_left(request: HttpRequest, narrowed: Narrowed) -> HttpResponse:
    """What was done today, and where the rest is."""
    reviewer = reviewer_of(request)
    return page(
        request,
        "desk/review/empty.html",
        _("Review"),
        narrowed=narrowed,
        done=queues.done_today(reviewer),
        busy=queues.busy_colleagues(narrowed, reviewer),
        elsewhere=Narrowed(narrowed.reach).waiting().count() if narrowed.query else 0,
    )


def fragment(request: HttpRequest, found: Photo, narrowed: Narrowed, **more: Any) -> HttpResponse:
    """The photo alone, as the page's script puts it in."""
    record_photo("photo.view", found)
    context = {"shown": shown(found, reviewer_of(request)), "narrowed": narrowed, **more}
    return render(request, "desk/review/photo.html", context)


def photos(request: HttpRequest) -> Any:
    """Photos of those whom the user sees, with all that is shown of them."""
    return Photo.objects.for_user(request.user).select_related(*SHOWN_WITH)


def wants_json(request: HttpRequest) -> bool:
    """Whether the page's script asks, and no plain form."""
    return request.headers.get("Accept") == "application/json"


def to_queue(narrowed: Narrowed, **start: int) -> HttpResponseRedirect:
    """Back to the page, from that photo on."""
    query = QueryDict(narrowed.query, mutable=True)
    query.update({name: str(value) for name, value in start.items()})
    return HttpResponseRedirect(f"{reverse('admin:desk-review')}?{query.urlencode()}")


def numbers(given: list[str]) -> list[int]:
    """The ids among what a page sent."""
    return [int(one) for one in given if is_id(one)]


def number(given: str | None) -> int:
    """The id that a page sent, 0 for none."""
    return int(given) if given and is_id(given) else 0
