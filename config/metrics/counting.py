"""What the web's processes count themselves: requests, their times, and refusals by code.

With several processes prometheus-client keeps each one's numbers in a file of METRICS_DIR, and
adds them up when it is asked. Only labelled metrics are used: a process that answers nothing
makes no file.
"""

from collections.abc import Iterator

from django.http.response import HttpResponseBase
from prometheus_client import CollectorRegistry, Counter, Histogram

OWN = CollectorRegistry()
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15)
REQUESTS = Histogram(
    "sameframe_request_seconds",
    "Time to answer, by the route's name, method and class of status.",
    ["route", "method", "status"],
    buckets=SECONDS,
    registry=OWN,
)
REFUSALS = Counter(
    "sameframe_refusals", "What the API refused, by code.", ["code"], registry=OWN
)  # fmt: skip


def count(route: str, method: str, response: HttpResponseBase, seconds: float) -> None:
    """Count one answered request."""
    status = f"{response.status_code // 100}xx"
    REQUESTS.labels(route, method, status).observe(seconds)
    for code in codes_of(response):
        REFUSALS.labels(code).inc()


def codes_of(response: HttpResponseBase) -> Iterator[str]:
    """The codes with which the API says no."""
    data = getattr(response, "data", None)
    if response.status_code >= 400 and isinstance(data, dict):
        for error in data.get("errors", ()):
            yield error["code"]
