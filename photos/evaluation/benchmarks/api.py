"""What a page of people costs, beside yardsticks of the same run, and a first rendition."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from PIL import Image

from photos.evaluation.benchmarks import api_yardsticks
from photos.evaluation.benchmarks.api_caller import Answer, Caller, processor_seconds
from photos.evaluation.benchmarks.api_company import intranet_key, make_company
from photos.evaluation.benchmarks.pictures import TWELVE, enlarged
from photos.evaluation.benchmarks.stopwatch import MS, Stopwatch
from photos.quality.alignment import align
from photos.quality.analysis import analyse
from photos.quality.cut import DRAFT_MARGIN, JPEG, cut, encoded
from photos.quality.uses import use_named

PEOPLE = "/api/v1/people/"
PLAIN, NOT_MODIFIED, READY = "plain DRF", "304", "ready bytes"
LIST, LIST_AGAIN = "list, made anew", "list, asked again"
LAST_PAGE, SEARCH, DEPARTMENT = "last page", "search", "department"
RENDITION, DECODE_ENCODE = "rendition", "decode and encode"
SIDE = 240  # px of the rendition
PAGE, LARGEST_PAGE = 50, 200


@dataclass(frozen=True, slots=True)
class ApiEffort:
    """People in the small and the large company, rounds, and requests of a kind in a round."""

    few: int
    many: int
    rounds: int
    requests: int


THOROUGH = ApiEffort(few=1_000, many=100_000, rounds=7, requests=40)
QUICK = ApiEffort(few=200, many=2_000, rounds=2, requests=10)


@dataclass(frozen=True, slots=True)
class ApiCosts:
    """Processor time in ms, of application and database together: of each round, by kind of
    request, in the large company and in the small one; `queries` of a list; `cutting` of one
    12 MP photo."""

    effort: ApiEffort
    database: str
    queries: int
    page_bytes: int
    many: dict[str, list[float]]
    few: dict[str, list[float]]
    cutting: dict[str, float]

    def ratio(self, one: str, other: str) -> float:
        """Two kinds of request in the large company: the median of the rounds' ratios, because
        what is taken in one round is taken at one speed of the machine."""
        pairs = zip(self.many[one], self.many[other], strict=True)
        return float(np.median([cost / beside for cost, beside in pairs]))

    @property
    def list_vs_plain_drf(self) -> float:
        """How many lists one plain ModelSerializer's takes."""
        return self.ratio(PLAIN, LIST)

    @property
    def list_vs_ready_bytes(self) -> float:
        """How fast a list is where ready bytes are 1."""
        return self.ratio(READY, LIST)

    @property
    def list_again_vs_ready_bytes(self) -> float:
        """The same for a list that this process has given since the last change."""
        return self.ratio(READY, LIST_AGAIN)

    @property
    def not_modified_vs_ready_bytes(self) -> float:
        """How fast a 304 is where ready bytes are 1."""
        return self.ratio(READY, NOT_MODIFIED)

    def growth(self, kind: str) -> float:
        """What a request costs in the large company, of what it costs in the small one."""
        return float(np.median(self.many[kind]) / np.median(self.few[kind]))

    @property
    def rendition_vs_decode_encode(self) -> float:
        """What a first rendition costs, in drafted decodes with an encode."""
        return self.cutting[RENDITION] / self.cutting[DECODE_ENCODE]

    def as_json(self) -> dict[str, Any]:
        """The figures by their names."""
        return {
            "people": self.effort.many,
            "database": self.database,
            "page_bytes": self.page_bytes,
            "list_queries": self.queries,
            "list_vs_plain_drf": round(self.list_vs_plain_drf, 1),
            "list_vs_ready_bytes": round(self.list_vs_ready_bytes, 2),
            "list_again_vs_ready_bytes": round(self.list_again_vs_ready_bytes, 2),
            "not_modified_vs_ready_bytes": round(self.not_modified_vs_ready_bytes, 2),
            "list_many_vs_few": round(self.growth(LIST), 2),
            "last_page_many_vs_few": round(self.growth(LAST_PAGE), 2),
            "search_many_vs_few": round(self.growth(SEARCH), 2),
            "department_many_vs_few": round(self.growth(DEPARTMENT), 2),
            "rendition_12mp_vs_decode_encode": round(self.rendition_vs_decode_encode, 2),
            "cpu_ms": {name: round(float(np.median(one)), 3) for name, one in self.many.items()},
            "cutting_cpu_ms": {name: round(value, 2) for name, value in self.cutting.items()},
        }


def api_costs(photo: bytes, effort: ApiEffort, in_empty_database: Callable[[], Any]) -> ApiCosts:
    """Everything in one run; each company has a database of its own."""
    seen = analyse(photo)
    measured = {}
    for people in (effort.few, effort.many):
        with in_empty_database():
            make_company(people, seen)
            with override_settings(ROOT_URLCONF=api_yardsticks.__name__):
                caller = Caller(WSGIHandler(), intranet_key())
                measured[people] = request_costs(caller, effort)
                queries, page_bytes = count_queries(caller)
    return ApiCosts(
        effort=effort,
        database=connection.vendor,
        queries=queries,
        page_bytes=page_bytes,
        many=measured[effort.many],
        few=measured[effort.few],
        cutting=cutting_costs(photo, effort.rounds),
    )


def request_costs(caller: Caller, effort: ApiEffort) -> dict[str, list[float]]:
    """Milliseconds of processor time by kind of request, of each round."""
    first = checked(caller.get(PEOPLE, f"page_size={PAGE}"), 200)
    api_yardsticks.ready["bytes"] = first.body
    last = last_page(caller)
    kinds: dict[str, Callable[[], Answer]] = {
        PLAIN: lambda: checked(caller.get("/yardstick/plain/"), 200),
        READY: lambda: checked(caller.get("/yardstick/ready/"), 200),
        LIST: anew(lambda: checked(caller.get(PEOPLE, f"page_size={PAGE}"), 200)),
        LIST_AGAIN: lambda: checked(caller.get(PEOPLE, f"page_size={PAGE}"), 200),
        NOT_MODIFIED: lambda: checked(
            caller.get(PEOPLE, f"page_size={PAGE}", HTTP_IF_NONE_MATCH=first.headers["ETag"]), 304
        ),
        LAST_PAGE: anew(lambda: checked(caller.get(PEOPLE, last), 200)),
        SEARCH: anew(lambda: checked(caller.get(PEOPLE, "search=okafor+0000"), 200)),
        DEPARTMENT: anew(lambda: checked(caller.get(PEOPLE, "department=department-0"), 200)),
    }
    spent: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(effort.rounds):
        for kind, ask in kinds.items():
            ask()
            times = max(effort.requests // 5, 1) if kind == PLAIN else effort.requests
            spent[kind].append(MS * mean_cost(ask, times))
    return spent


def last_page(caller: Caller) -> str:
    """The query of the list's last page, by walking there."""
    query = f"page_size={LARGEST_PAGE}"
    while following := json.loads(checked(caller.get(PEOPLE, query), 200).body)["next"]:
        query = urlsplit(following).query
    return query.replace(f"page_size={LARGEST_PAGE}", f"page_size={PAGE}")


def anew(ask: Callable[[], Answer]) -> Callable[[], Answer]:
    """The same request of a process that has not answered it before."""

    def ask_anew() -> Answer:
        caches["pages"].clear()
        return ask()

    return ask_anew


def mean_cost(ask: Callable[[], Answer], times: int) -> float:
    """Seconds of processor time of one request, from many in a row."""
    before = processor_seconds()
    for _ in range(times):
        ask()
    return (processor_seconds() - before) / times


def checked(answer: Answer, status: int) -> Answer:
    """The answer. Raises AssertionError for another status: its figure would mean nothing."""
    assert answer.status == status, (answer.status, answer.body[:500])
    return answer


def count_queries(caller: Caller) -> tuple[int, int]:
    """Queries and bytes of a list, the token's query included."""
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as captured:
        answer = checked(caller.get(PEOPLE, f"page_size={PAGE}"), 200)
    return len(captured), len(answer.body)


def cutting_costs(photo: bytes, runs: int) -> dict[str, float]:
    """Milliseconds of a first rendition of a 12 MP master, and of its yardstick: the decode at
    the scale that is enough for it, and the encode."""
    master = enlarged(photo, TWELVE)
    box = align(analyse(master), use_named("directory")).box
    cut_out = Image.open(BytesIO(cut(master, box, SIDE, SIDE).data)).convert("RGB")
    watch = Stopwatch()
    for _ in range(runs):
        with watch.timing(RENDITION):
            cut(master, box, SIDE, SIDE)
        with watch.timing(DECODE_ENCODE):
            decode_small(master, box.width)
            encoded(cut_out.copy(), JPEG)
    return {name: watch.spread(name).cpu_ms for name in (RENDITION, DECODE_ENCODE)}


def decode_small(master: bytes, box_width: float) -> None:
    """Decode a JPEG at the smallest scale at which its box has twice the rendition's pixels."""
    opened = Image.open(BytesIO(master))
    scale = max(box_width / (DRAFT_MARGIN * SIDE), 1.0)
    opened.draft(None, (int(opened.width / scale), int(opened.height / scale)))
    opened.load()
