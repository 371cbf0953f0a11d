"""The first page: counts that add up and lead to their lists."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from photos.models import Outcome, Photo
from tests import factories


def one_of_each() -> None:
    """A team with somebody in every share."""
    for verdict in Outcome.values:
        factories.judged_photo(factories.person(), verdict, 50)
    for state in (Photo.State.APPROVED, Photo.State.WAIVED, Photo.State.RETAKE_ASKED):
        factories.judged_photo(factories.person(), state=state)
    for state in (Photo.State.WAITING, Photo.State.FAILED):
        factories.photo(factories.person(), state=state)
    factories.person()
    factories.judged_photo(factories.person(status="left"), Outcome.RETAKE, 1)


def test_without_people_the_first_step_is_named(admin_client: Client) -> None:
    page = admin_client.get("/admin/").content.decode()
    assert "Start with your team" in page
    assert "/admin/directory/person/import/" in page


def test_counts_are_those_of_the_lists_they_lead_to(admin_client: Client) -> None:
    one_of_each()
    for tile in admin_client.get("/admin/").context["tiles"]:
        shown = admin_client.get(tile.url).context["cl"].result_count
        assert shown == tile.count > 0, tile.share.name


def test_the_bar_adds_up_to_everybody_who_works_here(admin_client: Client) -> None:
    one_of_each()
    both = factories.person()
    factories.published_photo(both)
    factories.photo(both)  # a newer one waits, the older stays on the intranet
    context = admin_client.get("/admin/").context
    assert context["people_count"] == 11
    assert sum(tile.width for tile in context["tiles"]) == pytest.approx(100)
    assert {tile.share.name: tile.count for tile in context["tiles"]}["published"] == 3


def test_the_ten_worst_are_shown_worst_first(admin_client: Client) -> None:
    for score in range(12):
        factories.judged_photo(factories.person(), Outcome.RETAKE, score)
    worst = admin_client.get("/admin/").context["worst"]
    assert [person.card.score for person in worst] == list(range(10))


def test_who_left_is_not_counted(admin_client: Client) -> None:
    factories.judged_photo(factories.person(status="left"), Outcome.RETAKE, 1)
    assert "Start with your team" in admin_client.get("/admin/").content.decode()


def test_who_may_not_see_people_sees_no_numbers(client: Client, db: None) -> None:
    factories.judged_photo(factories.person("e1001"), Outcome.RETAKE, 1)
    client.force_login(factories.user("reader", is_staff=True))
    page = client.get("/admin/").content.decode()
    assert "Ask whoever looks after Sameframe" in page
    assert "Okafor" not in page


def test_the_page_takes_few_queries(admin_client: Client) -> None:
    one_of_each()
    with CaptureQueriesContext(connection) as queries:
        admin_client.get("/admin/")
    assert len(queries) < 10
