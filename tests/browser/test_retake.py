"""From the flag to the new photo: HR asks, a mail goes, a phone answers, the intranet follows."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.storage import storages
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from config.mail import mailers
from photos import assess
from photos.intake import accept
from photos.models import Photo, Publication
from retakes.messages.pages.folder import mail_named, names
from retakes.messages.upkeep import send_due
from retakes.models import Retake
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def flagged(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Photo:
    """Amara's photo, with a face much darker on one side; mails lie in a folder of their own."""
    settings.MAILERS = mailers()
    for name in ("base_location", "location"):
        monkeypatch.setitem(vars(storages["mail"]), name, str(tmp_path / "mail"))
    picture = factories.picture("e1008")
    photo = accept(factories.person("e1001"), picture, original_name="a.jpg", source="import")
    list(assess.run_pending())
    return photo


def test_a_flag_becomes_a_new_photo(
    hr_page: Page, browser: Browser, live_server: LiveServer, flagged: Photo, tmp_path: Path
) -> None:
    hr_page.goto(f"{live_server.url}/admin/retakes/ask/flagged/")
    expect(hr_page.get_by_text("1 person will be asked")).to_be_visible()
    hr_page.get_by_role("button", name="Ask for a new photo").click()
    expect(hr_page.get_by_text("Amara Okafor").first).to_be_visible()

    send_due()
    call_command("work", "--once")
    [name] = names()
    lines = mail_named(name).text.splitlines()
    link = next(line for line in lines if "/me/" in line).partition("/me/")[2]
    address = f"/me/{link}"
    scanner = Client()
    assert [scanner.head(address).status_code, scanner.get(address).status_code] == [200, 200]

    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, locale="en-GB")
    phone = context.new_page()
    phone.goto(f"{live_server.url}{address}")
    expect(phone.get_by_role("heading", name="Hello Amara")).to_be_visible()
    expect(phone.get_by_text("one side of your face")).to_be_visible()
    for picture, verdict in (
        ("e1016", "This photo does not pass yet"),
        ("e1002", "This photo is fine"),
    ):
        file = tmp_path / "new.jpg"
        file.write_bytes(factories.picture(picture))
        phone.get_by_label("a photo that you have").set_input_files(file)
        phone.get_by_role("button", name="Check the photo").click()
        expect(phone.get_by_role("heading", name=verdict)).to_be_visible()
        if "not" in verdict:
            expect(
                phone.get_by_text("Turn round until the window or lamp is in front")
            ).to_be_visible()
            phone.get_by_role("link", name="Try another one").tap()
    phone.get_by_role("button", name="Submit this photo").tap()
    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()
    context.close()
    retake = Retake.objects.get()
    assert (retake.state, retake.refusals) == ("submitted", 1)

    hr_page.goto(f"{live_server.url}/admin/desk/review/")
    expect(hr_page.get_by_alt_text("The earlier photo")).to_be_visible()
    expect(hr_page.get_by_text("better").first).to_be_visible()
    hr_page.keyboard.press("a")
    expect(hr_page.get_by_text("Nothing left to decide")).to_be_visible()
    shown = Publication.objects.get()
    assert (shown.photo_id, shown.photo.person_id) == (retake.submitted_id, flagged.person_id)
    intranet = Client(headers={"Authorization": f"Bearer {factories.token('intranet').key}"})
    card = intranet.get("/api/v1/people/e1001/").json()
    assert shown.token in str(card["photo"])
