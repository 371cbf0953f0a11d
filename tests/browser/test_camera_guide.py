"""A person with a phone before its camera: what is said, when the picture is taken, and what
becomes of those without a camera."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from photos.quality.hint_words import SENTENCES
from tests import factories
from tests.browser.fake_camera import FakeCamera
from tests.conftest import CHROMIUM_OPTIONS
from tests.links.opening import Opened, link_of
from tests.quality.pictures import DEMO_TEAM
from tests.quality.sweeps import FOLDER as SWEEPS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE: ViewportSize = {"width": 390, "height": 844}
FRAME = (480, 600)  # px
A_WHILE = 30_000  # ms, on a busy machine
MARK = 24  # px, a dark corner at the picture's left
UNSAFE = "MAP insecure.example 127.0.0.1"  # an address that browsers don't trust, unlike 127.0.0.1
GOOD = DEMO_TEAM / "e1001-amara-okafor.jpg"
FAULTY = {
    "closer": DEMO_TEAM / "e1020-marek-novak.jpg",
    "light_right": DEMO_TEAM / "e1008-kenji-mori.jpg",
    "background": SWEEPS / "priya_background_brick.jpg",
    "tilt_right": DEMO_TEAM / "e1024-tunde-balogun.jpg",
    "alone": DEMO_TEAM / "e1010-arjun-mehta.jpg",
}
LEFT_AND_RIGHT = """(image) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  return [4, canvas.width - 4].map((x) => context.getImageData(x, 4, 1, 1).data[0]);
}"""


def shown(path: Path) -> Image.Image:
    """A picture as the camera shows it."""
    with Image.open(path) as opened:
        return opened.convert("RGB").resize(FRAME)


@dataclass(frozen=True)
class Studio:
    """A Chromium with a camera, and the camera."""

    chromium: Browser
    camera: FakeCamera


@pytest.fixture(scope="module")
def studio(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Started once for all; the camera shows an empty wall."""
    camera = FakeCamera(tmp_path_factory.mktemp("camera") / "film.y4m")
    camera.show(Image.new("RGB", FRAME, (200, 200, 200)))
    options = [*CHROMIUM_OPTIONS, *camera.flags, f"--host-resolver-rules={UNSAFE}"]
    chromium = browser.browser_type.launch(
        executable_path=shutil.which("chromium"), args=options, headless=True
    )
    yield Studio(chromium, camera)
    chromium.close()


def phone(browser: Browser, link: Opened, site: str, *, may: bool = True) -> Page:
    """The guide's page on a phone, with or without leave to use the camera."""
    context = browser.new_context(viewport=PHONE, permissions=["camera"] if may else [])
    page = context.new_page()
    page.goto(f"{site}{link.at('camera/')}")
    return page


def is_clean(page: Page) -> None:
    """No rule of accessibility is broken, nothing is wider than the screen."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def has_the_file_way(page: Page, sentence: str, link: Opened) -> None:
    """The page says why there is no camera, and leads to where a file can be sent."""
    expect(page.get_by_role("alert")).to_contain_text(sentence)
    way = page.get_by_role("link", name="Send a file instead")
    expect(way).to_have_attribute("href", link.at() + "#photo")


def test_faults_are_told_one_by_one_and_a_good_picture_takes_itself(
    studio: Studio, live_server: LiveServer
) -> None:
    link = link_of(factories.person("e1001"))
    page = phone(studio.chromium, link, live_server.url)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Start the camera")).to_be_focused()
    is_clean(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Take the picture")).to_be_focused()
    said = page.get_by_role("status")
    expect(said).to_have_text(SENTENCES["face"], timeout=A_WHILE)
    is_clean(page)
    for code, path in FAULTY.items():
        studio.camera.show(shown(path))
        expect(said).to_have_text(SENTENCES[code], timeout=A_WHILE)

    good = shown(GOOD)
    good.paste((20, 20, 20), (0, 0, MARK, MARK))
    studio.camera.show(good)
    title = page.get_by_role("heading", name="The picture is taken")
    expect(title).to_be_focused(timeout=A_WHILE)
    picture = page.get_by_alt_text("The picture that was just taken")
    left, right = picture.evaluate(LEFT_AND_RIGHT)
    assert left < 60 < 120 < right  # as others see the person, not as a mirror does
    is_clean(page)

    page.get_by_role("button", name="Take another").press("Enter")
    page.keyboard.press("Space")  # at once: nobody has to wait for the guide
    expect(title).to_be_focused()
    page.keyboard.press("Tab")
    with page.expect_response(lambda one: one.url.endswith(link.at("photo/"))) as sent:
        page.keyboard.press("Enter")
    assert sent.value.status < 400
    page.context.close()


def test_without_a_camera_the_file_way_stays(
    browser: Browser, studio: Studio, live_server: LiveServer, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    link = link_of(factories.person("e1002"))
    insecure = f"http://insecure.example:{urlsplit(live_server.url).port}"
    untrusted = phone(studio.chromium, link, insecure)
    has_the_file_way(untrusted, "begins with https", link)
    is_clean(untrusted)
    denied = phone(studio.chromium, link, live_server.url, may=False)
    denied.get_by_role("button", name="Start the camera").click()
    has_the_file_way(denied, "This page may not use the camera.", link)
    missing = phone(browser, link, live_server.url)
    missing.get_by_role("button", name="Start the camera").click()
    has_the_file_way(missing, "No camera was found", link)
    missing.context.close()
