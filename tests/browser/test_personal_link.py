"""A person with a phone: a scanned link, a bad photo, a good one, the privacy page."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from links.models import ErasureRequest
from photos.models import Photo
from privacy.models import Consent
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


def test_a_person_sends_a_photo_and_decides_about_their_data(
    browser: Browser, live_server: LiveServer, settings: Settings, tmp_path: Path
) -> None:
    settings.SAMEFRAME_BIOMETRICS = True
    person = factories.person("e1001", first_name=LONG)
    factories.published_photo(person)
    link = link_of(person)
    scanner = Client()
    assert [scanner.head(link.at()).status_code, scanner.get(link.at()).status_code] == [200, 200]
    bad, good = tmp_path / "bad.jpg", tmp_path / "good.jpg"
    bad.write_bytes(b"GIF89a, no photo")
    good.write_bytes(factories.picture("e1002"))

    context = browser.new_context(viewport=PHONE, color_scheme="dark", locale="en-GB")
    page = context.new_page()
    page.goto(f"{live_server.url}{link.at()}")
    expect(page.get_by_role("heading", name=f"Hello {LONG}")).to_be_visible()
    is_clean(page)
    for file in (bad, good):
        page.get_by_label("Your photo, as a file").set_input_files(file)
        page.get_by_role("button", name="Send the photo").click()
        if file == bad:
            expect(page.get_by_role("alert")).to_contain_text("This photo was not taken")
            is_clean(page)
    expect(page.get_by_text("Waiting to be measured.")).to_be_visible()
    expect(page.get_by_text("What colleagues see")).to_be_visible()
    is_clean(page)
    assert Photo.objects.get(source="link").person == person

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
