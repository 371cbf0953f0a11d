"""A person with a phone: a scanned link, photos that are refused, a good one, their data."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from links.models import ErasureRequest
from photos.models import Outcome, Photo
from privacy.models import Consent
from retakes.asking import Wish, ask
from retakes.models import Retake
from tests import factories
from tests.links.opening import link_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE: ViewportSize = {"width": 390, "height": 844}
LONG = "Wolfeschlegelsteinhausenbergerdorff-Maximiliane"


def is_clean(page: Page) -> None:
    """No rule of accessibility is broken, nothing is wider than the screen."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def check(page: Page, file: Path) -> None:
    """Have a photo checked."""
    page.get_by_label("a photo that you have").set_input_files(file)
    page.get_by_role("button", name="Check the photo").click()


def test_a_person_finds_out_what_is_asked_and_sends_a_photo(
    browser: Browser, live_server: LiveServer, tmp_path: Path
) -> None:
    person = factories.person("e1001", first_name=LONG)
    old = factories.published_photo(person)
    asked = ask(person, None, Wish(Retake.Cause.OUTDATED, "Before the white wall, please."), old)
    link = link_of(person)
    scanner = Client()
    assert [scanner.head(link.at()).status_code, scanner.get(link.at()).status_code] == [200, 200]
    files = {}
    for name, data in {
        "broken": b"GIF89a, no photo", "dark side": factories.picture("e1008"),
        "backlit": factories.picture("e1016"), "blurred": factories.picture("e1012"),
        "good": factories.picture("e1002"),
    }.items():  # fmt: skip
        files[name] = tmp_path / f"{name}.jpg"
        files[name].write_bytes(data)

    context = browser.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, color_scheme="dark", locale="en-GB"
    )
    page = context.new_page()
    page.goto(f"{live_server.url}{link.at()}")
    expect(page.get_by_role("heading", name=f"Hello {LONG}")).to_be_visible()
    expect(page.get_by_text("Before the white wall, please.")).to_be_visible()
    expect(page.get_by_text("Busy background")).to_be_visible()
    expect(page.get_by_label("Or take one now")).to_be_visible()
    is_clean(page)
    assert Retake.objects.get().state == "asked"  # nobody has moved on the page so far
    with page.expect_response("**/opened/"):
        page.get_by_role("link", name="Send a new photo").tap()

    check(page, files["broken"])
    expect(page.get_by_role("alert")).to_contain_text("This is a GIF.")
    check(page, files["dark side"])
    expect(page.get_by_role("heading", name="This photo does not pass yet")).to_be_visible()
    expect(page.get_by_text("Up to 2.8 times is fine: give the darker side")).to_be_visible()
    for name, sentence in (
        ("backlit", "The light comes from behind"),
        ("blurred", "The face is not sharp"),
    ):
        expect(page.get_by_role("button", name="Send it to a person")).to_have_count(0)
        page.get_by_role("link", name="Try another one").tap()
        check(page, files[name])
        expect(page.get_by_text(sentence).last).to_be_visible()
    expect(page.get_by_role("heading", name="Let a person decide")).to_be_visible()
    is_clean(page)
    page.get_by_role("link", name="Try another one").tap()
    check(page, files["good"])
    expect(page.get_by_role("heading", name="This photo is fine")).to_be_visible()
    is_clean(page)
    page.get_by_role("button", name="Submit this photo").tap()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(page.get_by_text("What colleagues see")).to_be_visible()
    photo = Photo.objects.get(source="link")
    assert (photo.person, photo.verdict) == (person, Outcome.PASS)
    asked.retake.refresh_from_db()
    assert (asked.retake.state, asked.retake.tries, asked.retake.refusals) == ("submitted", 4, 3)
    context.close()


def test_a_person_decides_about_their_data(
    browser: Browser, live_server: LiveServer, settings: Settings
) -> None:
    settings.SAMEFRAME_BIOMETRICS = True
    link = link_of()
    context = browser.new_context(viewport=PHONE, color_scheme="dark", locale="en-GB")
    page = context.new_page()
    page.goto(f"{live_server.url}{link.at()}")
    page.get_by_role("link", name="What is kept about you").click()
    page.get_by_role("button", name="I agree").click()
    expect(page.get_by_text("You agreed on")).to_be_visible()
    page.get_by_role("button", name="Take my consent back").click()
    expect(page.get_by_text("You have not agreed; nothing is compared.")).to_be_visible()
    page.get_by_role("button", name="Ask for erasure").click()
    expect(page.get_by_text("You asked for erasure on")).to_be_visible()
    is_clean(page)
    assert Consent.objects.get().withdrawn_at is not None
    assert ErasureRequest.objects.exists()
    for address in ("/privacy/", f"{link.at()}nothing/", "/me/wrong/"):
        page.goto(f"{live_server.url}{address}")
        is_clean(page)
    context.close()
