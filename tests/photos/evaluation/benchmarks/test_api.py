"""The API's benchmark on a small company: every kind of request is answered, and counted."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from photos.evaluation.benchmarks import api_yardsticks
from photos.evaluation.benchmarks.api import (
    ApiCosts,
    ApiEffort,
    count_queries,
    cutting_costs,
    request_costs,
)
from photos.evaluation.benchmarks.api_caller import Caller
from photos.evaluation.benchmarks.api_company import intranet_key, make_company
from photos.evaluation.benchmarks.api_tables import api_section, ratios
from photos.evaluation.table_text import in_text
from photos.models import Publication
from photos.quality.analysis import analyse
from tests.photos.evaluation.benchmarks.photo import GOOD_PHOTO

EFFORT = ApiEffort(few=60, many=120, rounds=1, requests=1)


@pytest.fixture
def caller(transactional_db: None) -> Caller:
    make_company(EFFORT.many, analyse(GOOD_PHOTO.data))
    return Caller(WSGIHandler(), intranet_key())


def test_everybody_of_the_made_up_company_is_published(caller: Caller) -> None:
    assert Publication.objects.count() == EFFORT.many
    answer = caller.get("/api/v1/people/", "page_size=200")
    assert answer.body.count(b'"srcset"') == EFFORT.many


@override_settings(ROOT_URLCONF=api_yardsticks.__name__)
def test_every_kind_of_request_is_answered_and_told(caller: Caller) -> None:
    spent = request_costs(caller, EFFORT)
    queries, page_bytes = count_queries(caller)
    assert queries == 3
    assert len(api_yardsticks.ready["bytes"]) == page_bytes
    cutting = cutting_costs(GOOD_PHOTO.data, 1)
    costs = ApiCosts(EFFORT, "sqlite", queries, page_bytes, spent, spent, cutting)
    text = in_text([api_section(costs)])
    for ratio in ratios(costs):
        assert ratio.name in text
        assert ratio.value > 0


def test_a_request_that_fails_ends_the_measuring(caller: Caller) -> None:
    with pytest.raises(AssertionError):
        request_costs(Caller(caller.site, "no such key"), EFFORT)
