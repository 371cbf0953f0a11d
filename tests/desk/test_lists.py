"""Saved lists, counts that match, and lists as files."""

import csv
import io
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from desk.models import SavedList
from desk.review import queue
from directory.models import Department, Person
from photos import ages, cards, reviews
from photos.evaluation.benchmarks.admin_company import make_mixed_company
from photos.evaluation.benchmarks.admin_lists import DESK_PAGES, MOST_QUERIES, PAGES, filled
from photos.models import Outcome, Photo
from tests import factories

PEOPLE, PHOTOS = "/admin/directory/person/", "/admin/photos/photo/"
DEPARTMENTS = "/admin/directory/department/"
DAYS = [30, 500, 1_400, 2_000, -30]


@pytest.fixture
def company(db: None) -> None:
    """60 people of every kind, some of whom left."""
    make_mixed_company(60)
    Person.objects.filter(employee_id="b000002").update(status="left", first_name="=1+1")
    cards.write(Person.objects.values_list("pk", flat=True))


def total(address: str) -> int:
    """What a list says it holds; asked of the list itself, as drawing its page takes long."""
    request = RequestFactory().get(address)
    request.user = User.objects.get(username="admin")
    model = Person if address.startswith(PEOPLE) else Photo
    count: int = admin.site.get_model_admin(model).get_changelist_instance(request).result_count
    return count


def exported(client: Client, address: str) -> list[dict[str, str]]:
    path, _, query = address.partition("?")
    sent: Any = client.post(f"{path}export/?{query}", {"format": "csv"})
    text = b"".join(sent.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def foreseen(client: Client, address: str, action: str) -> int:
    """Of how many people or photos a preview tells when the whole list is chosen."""
    first = client.get(address).context["cl"].result_list[0].pk
    chosen = {"action": action, "_selected_action": [first], "select_across": "1"}
    page = client.post(address, chosen).context
    return sum(group.count for group in [page["fitting"], *page["skipped"]])


@pytest.mark.usefixtures("company")
def test_what_a_tile_counts_its_list_its_file_and_its_preview_hold(admin_client: Client) -> None:
    tiles = admin_client.get("/admin/").context["tiles"]
    assert len(tiles) > 5
    for tile in tiles:
        assert total(tile.url) == tile.count, tile.share.name
        if tile.count:
            assert len(exported(admin_client, tile.url)) == tile.count, tile.share.name
            assert foreseen(admin_client, tile.url, "waive_chosen") == tile.count, tile.share.name


@pytest.mark.usefixtures("company")
def test_what_a_department_counts_its_list_holds(admin_client: Client) -> None:
    crowded = Department.objects.order_by("-pk")[0]
    Person.objects.filter(employee_id__lt="b000030").update(department=crowded)
    rows = admin_client.get(f"{DEPARTMENTS}?o=-4").context["cl"].result_list
    assert rows[0].pk == crowded.pk
    for department in [*rows[:3], *rows[-3:]]:
        address = f"{PEOPLE}?department__id__exact={department.pk}&status=active"
        assert total(address) == department.counts.people
        assert total(f"{address}&retake=yes") == department.counts.need_a_retake


@pytest.mark.parametrize("address", [PEOPLE, PHOTOS])
@pytest.mark.usefixtures("company", "admin_user")
def test_the_choices_of_a_filter_share_out_the_list(address: str) -> None:
    everybody = total(address)
    with_photo = 54
    reviewers = ["nobody", *User.objects.filter(review__isnull=False).distinct()]
    by_reviewer = [getattr(one, "pk", one) for one in reviewers]
    counted = [total(f"{address}?reviewer={one}") for one in by_reviewer]
    assert sum(counted) == with_photo
    assert all(counted)
    aged = [total(f"{address}?age={name}") for name, _ in ages.CHOICES]
    assert sum(aged) == with_photo
    for name in ("retake=yes", "retake=no"):
        assert 0 < total(f"{address}?{name}") < everybody
    places = {f"Place {place}" for place in range(5)}
    assert sum(total(f"{address}?location={place}") for place in places) == everybody


@pytest.mark.usefixtures("company")
def test_every_page_asks_the_database_fewer_than_20_times(admin_client: Client) -> None:
    for name, page in (PAGES | DESK_PAGES).items():
        address = filled(page, 60)
        with CaptureQueriesContext(connection) as queries:
            answer = admin_client.get(address)
        assert answer.status_code == 200, name
        assert 'class="object-tools"' not in answer.content.decode(), name  # holds no items
        assert len(queries) < MOST_QUERIES, name


def test_the_side_bar_counts_no_further_than_it_shows(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    monkeypatch.setattr(queue, "BADGE_MOST", 1)
    asked = rf.get("/")
    asked.user = factories.hr_user()
    for expected in ("", "1", "1+"):
        assert queue.left_badge(asked) == expected
        factories.judged_photo(factories.person())


def test_the_last_decision_and_no_earlier_one_counts(admin_client: Client) -> None:
    photo = factories.judged_photo(factories.person(), Outcome.UNSURE, 50)
    first, last = factories.hr_user("first"), factories.hr_user("last")
    reviews.approve(photo, first)
    reviews.ask_retake(photo, last, "Please smile.")
    assert total(f"{PEOPLE}?reviewer={first.pk}") == 0
    assert total(f"{PHOTOS}?reviewer={last.pk}") == 1
    [line] = exported(admin_client, PHOTOS)
    assert (line["reviewer"], line["reason"]) == ("last", "Please smile.")


@pytest.mark.usefixtures("company")
def test_a_workbook_has_the_lists_order_and_runs_no_formula(admin_client: Client) -> None:
    address = f"{PEOPLE}export/?o=-1&status=left"
    sent: Any = admin_client.post(address, {"format": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(sent.streaming_content))).worksheets[0]
    titles, line = (list(row) for row in sheet.iter_rows(values_only=True))
    assert titles[:2] == ["employee_id", "first_name"]
    assert line[1] == "'=1+1"
    assert sheet["B2"].data_type == "s"


def save(client: Client, name: str, query: str, of: str = "people", **more: str) -> None:
    client.post(f"/admin/desk/lists/{of}/save/", {"name": name, "query": query, **more})


def test_a_list_is_kept_under_a_name_without_what_it_does_not_know(admin_client: Client) -> None:
    save(admin_client, "Needed again", "retake=yes&p=3&next=//evil.example&location=&q=mei")
    saved = SavedList.objects.get()
    assert saved.query == "q=mei&retake=yes"
    save(admin_client, "Needed again", "retake=no")  # the name's new meaning
    saved.refresh_from_db()
    assert saved.query == "retake=no"
    page = admin_client.get(f"{PEOPLE}?retake=no").content.decode()
    assert f'href="{PEOPLE}?retake=no" aria-current="page"' in page
    assert "Needed again" not in admin_client.get(PHOTOS).content.decode()


def test_only_shared_lists_are_seen_by_others_and_only_ones_own_is_changed(
    admin_client: Client, client: Client, hr_user: User
) -> None:
    save(admin_client, "Mine alone", "retake=yes")
    save(admin_client, "For all", "retake=no", is_shared="on")
    client.force_login(hr_user)
    page = client.get(PEOPLE).content.decode()
    assert "For all" in page
    assert "Mine alone" not in page
    shared = SavedList.objects.get(name="For all")
    assert (
        client.post(f"/admin/desk/lists/{shared.pk}/change/", {"delete": "1"}).status_code == 404
    )
    change = f"/admin/desk/lists/{shared.pk}/change/"
    admin_client.post(change, {"name": "Mine alone"})  # taken
    assert set(SavedList.objects.values_list("name", flat=True)) == {"For all", "Mine alone"}
    admin_client.post(change, {"name": "Waiting"})
    assert not SavedList.objects.get(name="Waiting").is_shared
    admin_client.post(change, {"delete": "yes"})
    assert SavedList.objects.get().name == "Mine alone"


def test_a_list_of_a_department_that_is_gone_says_so(admin_client: Client) -> None:
    factories.person()
    gone = factories.department("Gone")
    query = f"department__id__exact={gone.pk}"
    save(admin_client, "Gone", query)
    assert "is no more" not in admin_client.get(f"{PEOPLE}?{query}").content.decode()
    gone.delete()
    page = admin_client.get(f"{PEOPLE}?{query}")
    assert "The department of this list is no more" in page.content.decode()
    assert page.context["cl"].result_count == 0
