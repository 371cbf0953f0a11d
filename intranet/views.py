"""An example of an intranet page, and the token that its visitors' browsers get."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from intranet import access

View = Callable[[HttpRequest], HttpResponse]


def only_as_example(view: View) -> View:
    """The view where SAMEFRAME_EXAMPLE_INTRANET is set, a 404 elsewhere."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not settings.SAMEFRAME_EXAMPLE_INTRANET:
            raise Http404
        return view(request)

    return guarded


@require_safe
@only_as_example
def people(request: HttpRequest) -> HttpResponse:
    """The people page of a company that does not exist."""
    return render(request, "intranet/people.html")


@require_safe
@never_cache
@only_as_example
def token(request: HttpRequest) -> HttpResponse:
    """What `token-src` of <team-directory> asks for. A real intranet answers it to those
    alone who are logged in there."""
    made = access.read_token()
    if made is None:
        sorry = {"detail": "The page's API token was revoked, or its user is inactive."}
        return JsonResponse(sorry, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return JsonResponse({"token": made.signed(), "expires_at": made.expires_at})
