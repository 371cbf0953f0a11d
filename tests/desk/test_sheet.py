"""The contact sheet: who is on it, how photos are marked and cut, and what files hold."""

from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from desk.sheet.layout import PAGE_HEIGHT, PAGE_WIDTH, in_one, paged
from photos import consistency
from photos.models import Look, Outcome
from tests import factories

pytestmark = pytest.mark.django_db

SHEET = "/admin/desk/sheet/"
MOST_QUERIES = 20


@pytest.fixture
def hr(client: Client, hr_user: User) -> Client:
    client.force_login(hr_user)
    return client


def marks_on(client: Client, query: str = "") -> dict[str, str]:
    tiles = client.get(f"{SHEET}?{query}").context["tiles"]
    return {tile.name: tile.mark.name for tile in tiles}


def test_everybody_is_on_it_with_what_is_to_do(hr: Client) -> None:
    factories.published_photo(factories.person(first_name="Ada", last_name="A"))
    for name, outcome in (("B", Outcome.PASS), ("C", Outcome.FIX), ("D", Outcome.RETAKE)):
        factories.judged_photo(factories.person(first_name="Ada", last_name=name), outcome, 50)
    factories.person(first_name="Ada", last_name="E")
    factories.person(first_name="Ada", last_name="Gone", status="left")
    factories.person(first_name="Ada", last_name="Elsewhere", department="Sales")
    expected = ["approved", "pass", "fix", "retake", "none"]
    assert list(marks_on(hr, "department=engineering").values()) == expected
    misfits_first = list(marks_on(hr, "department=engineering&sort=marks").values())
    assert misfits_first == ["retake", "fix", "pass", "approved", "none"]
    assert "Ada Elsewhere" in marks_on(hr)


def test_who_stands_out_is_marked_with_the_reason(hr: Client) -> None:
    photos = [factories.published_photo(factories.person()) for _ in range(6)]
    consistency.reconcile()
    Look.objects.filter(photo=photos[0]).update(head_height=0.3)
    consistency.reconcile()
    tiles = hr.get(f"{SHEET}?department=engineering").context["tiles"]
    out = [tile for tile in tiles if tile.mark.name == "stands_out"]
    assert [tile.photo_id for tile in out] == [photos[0].pk]
    assert "head" in out[0].told


def test_a_square_is_cut_for_staff_who_may_see_photos_alone(hr: Client, client: Client) -> None:
    photo = factories.judged_photo(factories.person("e1001"), Outcome.FIX, 60)
    squares = [hr.get(f"/photos/{photo.pk}/{kind}/").content for kind in ("aligned", "middle")]
    for square in squares:
        assert Image.open(BytesIO(square)).size == (300, 300)
    assert squares[0] != squares[1]
    client.force_login(factories.user())
    assert client.get(f"/photos/{photo.pk}/aligned/").status_code == 404
    assert client.get(SHEET).status_code in {302, 403}


def test_files_hold_everybody_under_the_same_options(hr: Client) -> None:
    factories.judged_photo(factories.person("e1001"), Outcome.PASS, 90)
    factories.person(first_name="Zoë Ünal-Ελένη 山", last_name="W" * 80)
    png = hr.get(f"{SHEET}sheet.png?mode=both")
    picture = Image.open(BytesIO(png.content))
    assert picture.getcolors(maxcolors=2) is None  # something is drawn on it
    layout = in_one(2, 2)
    assert picture.width / picture.height == pytest.approx(PAGE_WIDTH / layout.height, 0.01)
    pdf = hr.get(f"{SHEET}sheet.pdf?mode=after")
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.content.count(b"/Type /Page\n") == 1
    assert b"/FontFile2" in pdf.content  # its letters are in it, for any machine
    assert pdf.content != hr.get(f"{SHEET}sheet.pdf?mode=after&marks=0").content


@pytest.mark.parametrize("pictures", [1, 2])
def test_paper_keeps_its_margins_and_nothing_overlaps(pictures: int) -> None:
    layout = paged(100, pictures)
    seen = set()
    for place in layout.places:
        assert place.x + place.width <= PAGE_WIDTH - 14 + 0.01
        assert place.y + place.side + 12 <= PAGE_HEIGHT - 14 + 0.01
        seen.add((place.page, place.x, place.y))
    assert len(seen) == 100
    assert layout.pages == max(place.page for place in layout.places) + 1


def test_a_department_of_many_takes_few_queries(hr: Client) -> None:
    for _ in range(30):
        factories.published_photo(factories.person())
    consistency.reconcile()
    with CaptureQueriesContext(connection) as queries:
        assert hr.get(f"{SHEET}?department=engineering").status_code == 200
    assert len(queries) < MOST_QUERIES
