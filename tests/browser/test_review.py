"""The demo team is reviewed by keyboard alone."""

from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from photos.models import Outcome, Photo, Review

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEY_OF = {Outcome.PASS: "a", Outcome.FIX: "c", Outcome.UNSURE: "a", Outcome.RETAKE: "r"}


@pytest.fixture
def left(demo_team: Path, hr_page: Page, live_server: LiveServer) -> int:
    """The demo team, measured and judged; how many wait, with the queue open."""
    call_command(
        "import_team", str(demo_team / "team.csv"), str(demo_team), assess=True, skip_checks=True
    )
    hr_page.goto(f"{live_server.url}/admin/desk/review/")
    return Photo.objects.to_decide().count()


def shown(page: Page) -> Photo:
    """The photo on the screen."""
    pk = page.locator("#sf-review-place article").get_attribute("data-photo")
    return Photo.objects.get(pk=pk or 0)


def press(page: Page, *keys: str) -> None:
    """Press keys, until another photo is there or nothing is left."""
    before = page.locator("article").get_attribute("data-photo")
    for key in keys:
        page.keyboard.press(key) if len(key) == 1 or "+" in key else page.keyboard.type(key)
    other = page.locator(f"article:not([data-photo='{before}']), .sf-empty")
    expect(other.first).to_be_visible()


def advised(page: Page) -> list[str]:
    """The keys that do what the verdict advises."""
    key = KEY_OF[Outcome(shown(page).verdict)]
    return [key, "Control+Enter"] if key == "r" else [key]


@pytest.mark.slow
def test_the_whole_team_is_reviewed_by_keyboard(hr_page: Page, left: int) -> None:
    worst = shown(hr_page)
    assert worst.verdict == Outcome.RETAKE
    hr_page.keyboard.press("a")  # publishes no advised retake: it asks why
    expect(hr_page.get_by_label("Why is it good enough?")).to_be_focused()
    press(hr_page, "On leave until May.", "Control+Enter")
    second = shown(hr_page)
    press(hr_page, *advised(hr_page))
    expect(hr_page.locator("#sf-review-left")).to_have_text(str(left - 2))
    press(hr_page, "u")
    assert shown(hr_page) == second
    expect(hr_page.locator("#sf-review-live")).to_contain_text("Taken back.")
    press(hr_page, *advised(hr_page))
    overruled = None
    while hr_page.locator("article").count():
        photo = shown(hr_page)
        if overruled is None and photo.verdict == Outcome.PASS:
            overruled = photo
            press(hr_page, "r", "A frame of the new series, please.", "Control+Enter")
        else:
            press(hr_page, *advised(hr_page))
    expect(hr_page.get_by_text("Nothing left to decide")).to_be_visible()
    assert not Photo.objects.to_decide().exists()
    decided = Review.objects.standing()
    assert decided.count() == left == Review.objects.count() - 1
    assert decided.get(photo=worst).reason == "On leave until May."
    assert overruled is not None
    assert decided.get(photo=overruled).decision == Review.Decision.ASK_RETAKE
