"""The page that Prometheus asks for."""

import os
from hmac import compare_digest

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from config.metrics.counting import OWN
from config.metrics.state import State

STATE = State()
SHARED = "PROMETHEUS_MULTIPROC_DIR"  # set in the settings


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """All metrics, for who brings the token; without one in the settings there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
    if not compare_digest(given, f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    registry = CollectorRegistry()
    registry.register(STATE)
    told = generate_latest(registry) + generate_latest(counted())
    return HttpResponse(told, content_type=CONTENT_TYPE_LATEST)


def counted() -> CollectorRegistry:
    """What all processes of this site have counted together."""
    if SHARED not in os.environ:
        return OWN
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry
