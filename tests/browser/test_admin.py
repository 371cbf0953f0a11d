"""HR's way through the admin in a real browser: log in, find, look, approve."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from photos import consistency
from photos.models import Look, Outcome, Photo
from tests import factories
from tests.browser.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def log_in(page: Page, address: str) -> None:
    """Through the form."""
    User.objects.create_superuser("hr", password=PASSWORD)
    page.goto(address)
    page.get_by_label("Username").fill("hr")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(address)


def test_from_login_to_an_approved_photo(
    page: Page, complaints: list[str], live_server: LiveServer
) -> None:
    log_in(page, f"{live_server.url}/admin/")
    photo = factories.judged_photo(factories.person("e1001"), Outcome.FIX, 62)
    factories.judged_photo(factories.person("e1002"), Outcome.RETAKE, 12)
    page.locator("#nav-sidebar").get_by_role("link", name="People").click()
    rows = page.locator("#result_list tr.data-row")
    expect(rows.first).to_contain_text("James Whitfield")
    page.goto(f"{page.url}?q=okafor")
    expect(rows).to_have_count(1)
    rows.get_by_role("link", name="Amara Okafor").click()
    page.get_by_role("link", name="Look at the photo").click()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Approved: the intranet may show this photo.")).to_be_visible()
    photo.refresh_from_db()
    assert photo.state == Photo.State.APPROVED


def test_hr_goes_from_photo_to_photo_without_the_list(
    hr_page: Page, live_server: LiveServer
) -> None:
    factories.judged_photo(factories.person("e1001"), Outcome.FIX, 62)
    worst = factories.judged_photo(factories.person("e1002"), Outcome.RETAKE, 12)
    hr_page.goto(f"{live_server.url}/admin/directory/person/")
    hr_page.locator("#result_list").get_by_text(worst.main_reason).click()
    expect(hr_page.get_by_alt_text("Photo of James Whitfield")).to_be_visible()
    hr_page.get_by_role("link", name="Next photo").click()
    expect(hr_page.get_by_alt_text("Photo of Amara Okafor")).to_be_visible()
    hr_page.get_by_role("button", name="Approve").click()
    expect(hr_page.get_by_text("1 more to decide")).to_be_visible()


def test_guides_lie_on_the_picture_and_can_be_put_away(
    hr_page: Page, live_server: LiveServer
) -> None:
    photo = factories.judged_photo(factories.person("e1001"), Outcome.FIX, 62)
    hr_page.goto(f"{live_server.url}/admin/photos/photo/{photo.pk}/change/")
    picture = hr_page.get_by_alt_text("Photo of Amara Okafor")
    assert picture.evaluate("picture => picture.complete && picture.naturalWidth > 0")
    assert picture.bounding_box() == hr_page.locator(".sf-frame svg").bounding_box()
    for guide, label in (
        ("eyes", "Eye line"),
        ("head", "Head, chin to crown"),
        ("crop", "Proposed crop"),
    ):
        drawn = hr_page.locator(f".sf-guide-{guide}")
        expect(drawn).to_be_visible()
        hr_page.get_by_text(label).click()
        expect(drawn).to_be_hidden()


def test_a_reason_is_asked_for_before_a_retake(hr_page: Page, live_server: LiveServer) -> None:
    photo = factories.judged_photo(factories.person("e1001"))
    hr_page.goto(f"{live_server.url}/admin/photos/photo/{photo.pk}/change/")
    hr_page.get_by_text("Ask for a retake…").click()
    hr_page.get_by_label("What should be different?").fill("Please face the camera.")
    hr_page.get_by_role("button", name="Ask for a retake").click()
    expect(hr_page.get_by_text("A retake is asked for.")).to_be_visible()
    expect(hr_page.get_by_text("Please face the camera.")).to_be_visible()


def test_many_are_approved_from_the_list(hr_page: Page, live_server: LiveServer) -> None:
    factories.judged_photo(factories.person("e1001"))
    factories.photo(factories.person("e1002"))
    hr_page.goto(f"{live_server.url}/admin/directory/person/")
    hr_page.locator("#action-toggle").check()
    hr_page.locator("select[name=action]").select_option(label="Approve")
    hr_page.get_by_role("button", name="Run").click()
    told = "1 is skipped: still waiting to be measured"
    expect(hr_page.get_by_role("heading", name=told)).to_be_visible()
    hr_page.locator(".sf-bulk .sf-button-primary").click()
    expect(hr_page.get_by_text("1 approved")).to_be_visible()


def test_every_page_opens_without_a_complaint_and_fits_a_phone(
    hr_page: Page, live_server: LiveServer
) -> None:
    width = 390
    person = factories.person("e1001")
    photo = factories.judged_photo(person, Outcome.FIX, 62)
    factories.token("intranet")
    hr_page.emulate_media(color_scheme="dark")
    hr_page.set_viewport_size({"width": width, "height": 900})
    for address in (
        "",
        "directory/person/",
        "directory/person/add/",
        f"directory/person/{person.pk}/change/",
        f"directory/person/{person.pk}/delete/",
        "directory/person/import/",
        "directory/person/export/",
        "photos/photo/",
        f"photos/photo/{photo.pk}/change/",
        "directory/department/",
        f"directory/department/{person.department_id}/change/",
        "tokens/apitoken/",
        "tokens/apitoken/add/",
        "auth/user/",
        "auth/user/add/",
        "auth/group/add/",
        "password_change/",
    ):
        hr_page.goto(f"{live_server.url}/admin/{address}")
        assert hr_page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_narrow_screen_keeps_every_field_of_a_person(
    hr_page: Page, live_server: LiveServer
) -> None:
    person = factories.person("e1001")
    hr_page.set_viewport_size({"width": 390, "height": 900})
    hr_page.goto(f"{live_server.url}/admin/directory/person/{person.pk}/change/")
    for label in ("First name", "Employee id", "Department", "Location", "Photo"):
        expect(hr_page.get_by_label(label).first).to_be_attached()
    expect(hr_page.locator("#id_department")).to_be_visible()


def test_hr_goes_from_a_department_to_who_stands_out(
    hr_page: Page, live_server: LiveServer
) -> None:
    photos = [factories.published_photo(factories.person()) for _ in range(6)]
    consistency.reconcile()
    Look.objects.filter(photo=photos[0]).update(head_height=0.3)
    consistency.reconcile()
    name = photos[0].person.full_name
    department = photos[0].person.department_id
    hr_page.goto(f"{live_server.url}/admin/directory/department/{department}/change/")
    expect(hr_page.get_by_text("5 of 6 photos fit in, 1 stands out.")).to_be_visible()
    hr_page.get_by_role("link", name=name).click()
    hr_page.get_by_role("button", name="Compare Engineering with this photo").click()
    expect(hr_page.get_by_text("are compared with this one from now on")).to_be_visible()
