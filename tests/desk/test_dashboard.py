"""The first page: counts that add up and lead to their lists."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from desk.dashboard.costs import cost_of
from desk.dashboard.day_counts import FRESH, count_day, count_if_due
from desk.models import DayCount, Prices
from photos.models import Outcome, Photo
from retakes.asking import Wish, ask
from retakes.models import Retake
from tests import factories

PRICES = {
    "currency": "EUR",
    "mode": "per_head",
    "head_low": 150,
    "head_high": 500,
}


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
    admin_client.get("/admin/")
    with CaptureQueriesContext(connection) as queries:
        admin_client.get("/admin/")
    assert len(queries) < 24


def test_bars_lead_to_lists_of_as_many_people(admin_client: Client) -> None:
    one_of_each()
    factories.published_photo(factories.person(department="Sales"))
    context = admin_client.get("/admin/").context
    coverage = context["coverage"].first
    assert [bar.title for bar in coverage] == ["Engineering", "Sales"]
    assert [bar.told for bar in coverage] == ["2 of 10", "1 of 1"]
    for bar in context["reasons"].first:
        assert admin_client.get(bar.url).context["cl"].result_count == int(bar.told)
    assert admin_client.get(coverage[0].url).context["cl"].result_count == 10


def test_a_day_is_counted_once_however_often(admin_client: Client) -> None:
    one_of_each()
    count_day()
    count_day()
    row = DayCount.objects.get(department=None)
    assert (row.people, row.approved, row.asked, row.fix) == (10, 2, 1, 1)
    assert not count_if_due()
    DayCount.objects.update(counted_at=row.counted_at - FRESH)
    call_command("reconcile")  # as the worker does
    assert DayCount.objects.get(department=None).counted_at >= row.counted_at


def test_the_trend_begins_with_the_second_day(admin_client: Client) -> None:
    factories.published_photo(factories.person())
    first = admin_client.get("/admin/")
    assert "the line begins with the second day" in first.content.decode()
    DayCount.objects.update(day=F("day") - timedelta(days=30), approved=0)
    covered, retakes, alike = admin_client.get("/admin/").context["trend"]
    assert covered.points == "0.0,56.0 240.0,0.0"
    assert retakes.points == "0.0,56.0 240.0,56.0"
    assert alike.points == ""


def test_open_retakes_are_counted_and_those_whose_day_has_passed(
    admin_client: Client, admin_user: User
) -> None:
    for days in (1, 0, -1):
        due = localdate() - timedelta(days=days)
        ask(factories.person(), admin_user, Wish(Retake.Cause.MISSING, due_on=due))
    counts = admin_client.get("/admin/").context["retakes"]
    assert counts == {"open": 3, "overdue": 1}


def test_costs_say_how_they_come_about() -> None:
    assert cost_of(6, Prices()).sum == "EUR\N{NO-BREAK SPACE}900\N{EN DASH}3,000"
    by_day = Prices(mode=Prices.Mode.DAY_RATE, day_rate=Decimal(1200), heads_per_day=20)
    assert cost_of(21, by_day).sum == "EUR\N{NO-BREAK SPACE}2,400"
    assert cost_of(0, by_day).sum == "EUR\N{NO-BREAK SPACE}0"
    assert "2 days" in cost_of(21, by_day).reckoning
    missing = cost_of(1, Prices(mode=Prices.Mode.DAY_RATE))
    assert (missing.sum, missing.reckoning[:5]) == ("", "Enter")


@pytest.mark.parametrize("wrong", [{"head_low": 900}, {"mode": "day_rate"}, {"currency": "euro"}])
def test_prices_that_cannot_be_are_refused(admin_client: Client, wrong: dict[str, Any]) -> None:
    page = admin_client.post("/admin/desk/prices/", PRICES | wrong)
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()
    assert not Prices.objects.exists()


def test_only_who_may_changes_prices(client: Client, hr_user: User) -> None:
    client.force_login(hr_user)
    assert client.get("/admin/desk/prices/").status_code == 403
