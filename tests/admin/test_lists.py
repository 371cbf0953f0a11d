"""The admin's lists: what they show first, find and filter, and how many queries they take."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.models import Person
from photos import reviews
from photos.models import Outcome, Photo
from tests import factories

PEOPLE, PHOTOS = "/admin/directory/person/", "/admin/photos/photo/"
MOST_QUERIES = 20


def names_in(client: Client, address: str) -> list[str]:
    """The people of a list, in its order."""
    shown = client.get(address).context["cl"].result_list
    return [str(row.person if isinstance(row, Photo) else row) for row in shown]


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def make_people(number: int) -> None:
    for _ in range(number):
        factories.person()


def make_photos(number: int) -> None:
    for index in range(number):
        one = factories.person(department=f"Department {index}", location=f"Place {index}")
        factories.judged_photo(one, Outcome.RETAKE, 20)


def make_departments(number: int) -> None:
    for index in range(number):
        factories.department(f"Department {index}")


def make_tokens(number: int) -> None:
    for _ in range(number):
        factories.token("intranet")


def make_users(number: int) -> None:
    for _ in range(number):
        factories.user()


def make_groups(number: int) -> None:
    for _ in range(number):
        Group.objects.create(name=f"group {Group.objects.count()}")


@pytest.mark.parametrize(
    ("address", "make"),
    [
        (PEOPLE, make_people),
        (PEOPLE, make_photos),
        (PHOTOS, make_photos),
        ("/admin/directory/department/", make_departments),
        ("/admin/tokens/apitoken/", make_tokens),
        ("/admin/auth/user/", make_users),
        ("/admin/auth/group/", make_groups),
    ],
)
def test_a_list_takes_the_same_few_queries_for_3_and_for_60_rows(
    admin_client: Client, address: str, make: Callable[[int], None]
) -> None:
    make(3)
    queries_of(admin_client, address)  # what is cached once for all
    few = queries_of(admin_client, address)
    make(57)
    counts = 1  # which a list of one page needs not
    assert queries_of(admin_client, address) <= few + counts
    assert few < MOST_QUERIES


def test_who_needs_a_retake_comes_first_and_the_worst_of_them_at_the_top(
    admin_client: Client,
) -> None:
    good, bad, worst, without = (
        factories.person(last_name=name) for name in ("Good", "Bad", "Worst", "Without")
    )
    factories.judged_photo(good, Outcome.PASS, 95)
    factories.judged_photo(bad, Outcome.RETAKE, 30)
    factories.judged_photo(worst, Outcome.RETAKE, 10)
    expected = [str(person) for person in (worst, bad, without, good)]
    assert names_in(admin_client, PEOPLE) == expected


def test_verdict_and_reason_lead_to_the_photo(admin_client: Client) -> None:
    photo = factories.judged_photo(factories.person("e1001"), Outcome.RETAKE, 20)
    page = admin_client.get(PEOPLE).content.decode()
    assert page.count(f'<a class="sf-to-photo" href="{PHOTOS}{photo.pk}/change/"') == 2


def test_the_list_says_who_needs_a_retake_until_somebody_decides(admin_client: Client) -> None:
    photo = factories.judged_photo(factories.person("e1001"), Outcome.RETAKE, 20)
    assert "Needs a retake" in admin_client.get(PEOPLE).content.decode()
    reviews.waive(photo, factories.hr_user(), "Taken at the award.")
    page = admin_client.get(PEOPLE).content.decode()
    assert "Waived" in page
    assert "Needs a retake" not in page


def test_a_person_without_a_card_is_listed_too(admin_client: Client) -> None:
    Person.objects.create(employee_id="x1", first_name="Nobody", last_name="Yet")
    assert names_in(admin_client, PEOPLE) == ["Nobody Yet"]


@pytest.mark.parametrize("words", ["okafor", "AMARA", "e1001", "amara.okafor@example.com"])
@pytest.mark.parametrize("address", [PEOPLE, PHOTOS])
def test_people_and_their_photos_are_found_by_name_id_and_address(
    admin_client: Client, address: str, words: str
) -> None:
    factories.judged_photo(factories.person("e1001"))
    factories.judged_photo(factories.person("e1002"))
    assert names_in(admin_client, f"{address}?q={words}") == ["Amara Okafor"]


def test_accents_do_not_hide_anybody(admin_client: Client) -> None:
    factories.person(first_name="Zoë", last_name="Müller")
    assert names_in(admin_client, f"{PEOPLE}?q=MULLER+zoe") == ["Zoë Müller"]


@pytest.fixture
def mixed_team(db: None) -> None:
    """One person of each kind, the last name saying which."""
    for verdict in Outcome.values:
        factories.judged_photo(factories.person(last_name=verdict), verdict, 50)
    approved = factories.person(last_name="approved", department="Legal", location="Oslo")
    factories.published_photo(approved)
    factories.photo(factories.person(last_name="waiting", status="left"))
    factories.person(last_name="none")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("verdict=retake", {"retake"}),
        ("verdict=unsure", {"unsure"}),
        ("retake=yes", {"retake"}),
        ("retake=no", {"pass", "fix", "unsure", "approved", "waiting", "none"}),
        ("reason=head_height", {"fix", "retake", "unsure"}),
        ("photo=none", {"none"}),
        ("photo=published", {"approved"}),
        ("photo=waiting", {"waiting"}),
        ("photo=in_review", {"pass", "fix", "retake", "unsure"}),
        ("location=Oslo", {"approved"}),
        ("status=left", {"waiting"}),
        ("photo=in_review&verdict=fix", {"fix"}),
    ],
)
@pytest.mark.usefixtures("mixed_team")
def test_people_are_filtered(admin_client: Client, filters: str, expected: set[str]) -> None:
    shown = admin_client.get(f"{PEOPLE}?{filters}").context["cl"].result_list
    assert {person.last_name for person in shown} == expected


@pytest.mark.usefixtures("mixed_team")
def test_people_are_filtered_by_department(admin_client: Client) -> None:
    legal = factories.department("Legal")
    shown = names_in(admin_client, f"{PEOPLE}?department__id__exact={legal.pk}")
    assert shown == ["Robin approved"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("retake=yes", {"retake"}),
        ("retake=no", {"pass", "fix", "unsure", "approved", "waiting"}),
        ("reason=head_height", {"fix", "retake", "unsure"}),
        ("verdict=pass", {"pass", "approved"}),
        ("state=waiting", {"waiting"}),
    ],
)
@pytest.mark.usefixtures("mixed_team")
def test_photos_are_filtered(admin_client: Client, filters: str, expected: set[str]) -> None:
    shown = admin_client.get(f"{PHOTOS}?{filters}").context["cl"].result_list
    assert {photo.person.last_name for photo in shown} == expected


@pytest.mark.usefixtures("mixed_team")
@pytest.mark.parametrize("address", [PEOPLE, PHOTOS])
def test_filters_show_how_many_rows_each_choice_has(admin_client: Client, address: str) -> None:
    page = admin_client.get(f"{address}?_facets=True").content.decode()
    assert "(1)" in page


@pytest.mark.usefixtures("mixed_team")
def test_a_reason_is_named_in_plain_words(admin_client: Client) -> None:
    page = admin_client.get(PEOPLE).content.decode()
    assert '<option value="head_height">Head size</option>' in page


def test_who_may_only_look_finds_no_buttons(client: Client, db: None) -> None:
    may = ("view_person", "view_photo", "see_all_departments")
    reader = factories.user("reader", may=may, is_staff=True)
    photo = factories.judged_photo(factories.person("e1001"), Outcome.RETAKE, 10)
    client.force_login(reader)
    for address in (PEOPLE, PHOTOS, f"{PHOTOS}{photo.pk}/change/"):
        page = client.get(address).content.decode()
        assert "Amara Okafor" in page
        for word in ("Approve", "Waive", "Ask for a retake", "Assess again", "Import", "Export"):
            assert word not in page.replace("Approved", ""), (address, word)


def test_who_may_not_see_pictures_sees_names_alone(client: Client, db: None) -> None:
    photo = factories.judged_photo(factories.person("e1001"))
    may = ("view_person", "see_all_departments")
    client.force_login(factories.user("reader", may=may, is_staff=True))
    page = client.get(PEOPLE).content.decode()
    assert "Amara Okafor" in page
    assert f"/photos/{photo.pk}/" not in page


def test_nobody_but_staff_gets_in(client: Client, db: None) -> None:
    client.force_login(User.objects.create_user("plain"))
    assert client.get(PEOPLE).status_code == 302


def test_an_empty_list_is_told_from_a_search_without_result(admin_client: Client) -> None:
    assert "No people yet" in admin_client.get(PEOPLE).content.decode()
    factories.person("e1001")
    assert "Nothing matches" in admin_client.get(f"{PEOPLE}?q=nobody").content.decode()
    assert "Nothing matches" in admin_client.get(f"{PEOPLE}?retake=yes").content.decode()


@pytest.mark.parametrize("value", ["%00", "nonsense"])
@pytest.mark.usefixtures("mixed_team")
def test_nothing_in_an_address_breaks_a_list(admin_client: Client, value: str) -> None:
    names = ["q", "verdict", "retake", "reason", "photo", "state", "status", "location", "o", "p"]
    for name in names:
        for address in (PEOPLE, PHOTOS):
            answer = admin_client.get(f"{address}?{name}={value}")
            assert answer.status_code in {200, 302}, (address, name)


@pytest.mark.parametrize("key", ["abc", "0", "9" * 40, "%00", "_3F"])
def test_a_page_of_nobody_leads_back(admin_client: Client, key: str) -> None:
    for address in (f"{PEOPLE}{key}/change/", f"{PHOTOS}{key}/change/"):
        assert admin_client.get(address).status_code in {302, 404}
    assert admin_client.post(f"{PHOTOS}{key}/decide/approve/").status_code in {302, 404}
    assert admin_client.get(f"/photos/{key}/preview/").status_code == 404
