"""How alike photos are, on the pages of departments and photos."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from photos import consistency
from photos.models import Photo, TeamBaseline, TeamScore
from tests import factories
from tests.photos.teams import finance, looking, row_of

LIST = "/admin/directory/department/"
DARK = "The background is darker than Finance's median (a lightness of 20 of 100; Finance: 80)."


def words(page: str) -> str:
    """The page with plain spaces and quotes."""
    return page.replace("&#x27;", "'").replace("\N{NO-BREAK SPACE}", " ")


def department_page(client: Client) -> str:
    """Finance's page."""
    address = f"{LIST}{factories.department('Finance').pk}/change/"
    return words(client.get(address).content.decode())


def photo_page(client: Client, photo: Photo) -> str:
    """The photo's page."""
    return words(client.get(f"/admin/photos/photo/{photo.pk}/change/").content.decode())


def test_a_department_shows_its_score_and_who_stands_out(admin_client: Client) -> None:
    finance(7)
    misfit = looking("Finance", background_lightness=20.0)
    consistency.refresh()
    page = department_page(admin_client)
    assert re.search(r'sf-score">\d\d<', page)
    assert "7 of 8 photos fit in, 1 stands out." in page
    assert DARK in page
    assert f"/admin/photos/photo/{misfit.pk}/change/" in page
    assert "80 of 100" in page  # what they have in common


def test_too_few_photos_say_so_and_what_can_be_done(admin_client: Client) -> None:
    finance(2)
    consistency.refresh()
    page = department_page(admin_client)
    assert "Too few to compare: 2 approved photos, 5 are needed." in page
    assert "“Compare Finance with this photo”" in page


def test_a_department_of_nobody_has_too_few_photos(admin_client: Client) -> None:
    assert "Too few to compare: 0 approved photos" in department_page(admin_client)


def test_the_history_is_drawn_from_its_second_day_on(admin_client: Client) -> None:
    finance(5)
    consistency.refresh()
    assert "polyline" not in department_page(admin_client)
    day = timezone.localdate() - timedelta(45)
    TeamScore.objects.create(
        department=factories.department("Finance"), day=day, score=50, photos=5
    )
    assert 'points="120.0,24.0 240.0,0.0"' in department_page(admin_client)


def test_the_list_shows_every_departments_score(admin_client: Client) -> None:
    finance(5)
    looking("Sales")
    consistency.refresh()
    rows = {
        row.name: row.counts.team_score for row in admin_client.get(LIST).context["cl"].result_list
    }
    assert rows == {"Finance": 100, "Sales": None}


def test_a_photo_is_shown_among_its_teams(admin_client: Client) -> None:
    finance(7)
    misfit = looking("Finance", background_lightness=20.0)
    consistency.refresh()
    page = photo_page(admin_client, misfit)
    assert DARK in page
    assert "It stands out by the same things as in Finance." in page


def test_a_photo_in_review_is_shown_as_it_would_be_published(admin_client: Client) -> None:
    finance(7)
    consistency.refresh()
    photo = factories.judged_photo(factories.person(department="Finance"))
    page = photo_page(admin_client, photo)
    assert "As it would be published" in page
    assert "Compare Finance with" not in page


def test_a_reference_photo_is_pinned_and_released(admin_client: Client) -> None:
    reference = looking("Finance")
    address = f"/admin/photos/photo/{reference.pk}/decide/"
    told = admin_client.post(f"{address}pin/", follow=True).content.decode()
    assert "photos are compared with this one from now on" in told
    assert row_of("Finance").reference == reference
    consistency.refresh()
    assert reference.person.full_name in department_page(admin_client)
    admin_client.post(f"{address}unpin/")
    assert row_of("Finance").reference is None
    assert row_of("Finance").is_stale


def test_an_unpublished_photo_is_no_reference(admin_client: Client) -> None:
    photo = factories.judged_photo(factories.person(department="Finance"))
    admin_client.post(f"/admin/photos/photo/{photo.pk}/decide/pin/")
    assert not TeamBaseline.objects.exists()


def test_another_standard_makes_the_department_stale(admin_client: Client) -> None:
    finance(5)
    consistency.refresh()
    department = factories.department("Finance")
    sent = {"name": "Finance", "slug": "finance", "standard": "corporate"}
    admin_client.post(f"{LIST}{department.pk}/change/", sent)
    assert row_of("Finance").is_stale


def test_deleted_photos_and_people_make_their_teams_stale(admin_client: Client) -> None:
    photos = finance(7)
    for address in (
        f"/admin/photos/photo/{photos[0].pk}/delete/",
        f"/admin/directory/person/{photos[1].person_id}/delete/",
    ):
        consistency.refresh()
        admin_client.post(address, {"post": "yes"})
        assert row_of("Finance").is_stale
    consistency.refresh()
    assert row_of("Finance").photos == 5


@pytest.mark.django_db
def test_who_may_not_see_photos_is_told_nothing_of_them(client: Client) -> None:
    finance(7)
    looking("Finance", background_lightness=20.0)
    consistency.refresh()
    clerk = User.objects.create_user("clerk", password="clerk", is_staff=True)
    may = ["change_department", "see_all_departments"]
    clerk.user_permissions.set(Permission.objects.filter(codename__in=may))
    client.force_login(clerk)
    page = department_page(client)
    assert "Short name" in page
    assert DARK not in page
