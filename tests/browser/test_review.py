"""The walk of HR: a team reviewed by keyboard, the standard changed, the sheet looked at."""

import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from photos.models import Outcome, Photo, Review

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE = 12
ADVISED = {"pass": ["a"], "fix": ["c"], "unsure": ["a"], "retake": ["r", "Control+Enter"]}
ANOTHER = """before => document.querySelector(".sf-empty")
  || document.querySelector(`article:not([data-photo="${before}"])`)"""


@pytest.fixture
def team(demo_team: Path, tmp_path: Path) -> int:
    """Every other one of the demo team, measured and judged; how many photos wait."""
    header, *rows = (demo_team / "team.csv").read_text(encoding="utf-8").splitlines()
    half = tmp_path / "half.csv"
    half.write_text("\n".join([header, *rows[1::2]]), encoding="utf-8")
    folder = tmp_path / "half"
    folder.mkdir()
    for row in rows[1::2]:
        shutil.copy(demo_team / row.rpartition(",")[2], folder)
    call_command("import_team", str(half), str(folder), assess=True, skip_checks=True)
    assert {*Photo.objects.values_list("verdict", flat=True)} >= {"pass", "fix", "retake"}
    return Photo.objects.to_decide().count()


@pytest.mark.slow
def test_a_team_is_reviewed_by_keyboard(hr_page: Page, team: int, live_server: LiveServer) -> None:
    desk = f"{live_server.url}/admin/desk"
    hr_page.goto(f"{desk}/review/")
    waived, overruled = review_everybody(hr_page)
    assert not Photo.objects.to_decide().exists()
    decided = Review.objects.standing()
    assert decided.count() == team == Review.objects.count() - 1  # one was taken back
    assert decided.get(photo_id=int(waived)).reason == "On leave until May."
    assert decided.get(photo_id=int(overruled)).decision == Review.Decision.ASK_RETAKE
    hr_page.goto(f"{desk}/standards/headshot/copy/")
    copy_and_change(hr_page)
    hr_page.goto(f"{desk}/standards/")
    choose(hr_page)
    assert Photo.objects.filter(verdict=Outcome.PASS).count() == 0
    hr_page.goto(f"{desk}/sheet/")
    retakes = decided.filter(decision=Review.Decision.ASK_RETAKE).count()
    assert 1 < retakes < team
    tiles = hr_page.locator(".sf-sheet-tiles")  # what was decided stays decided
    expect(tiles.get_by_text("needs a retake")).to_have_count(retakes)
    expect(tiles.get_by_text("approved")).to_have_count(team - retakes)


def review_everybody(page: Page) -> tuple[str, str]:
    """Do as advised, but for one photo that is waived and one that is overruled: their ids."""
    waived = press(page)
    page.keyboard.press("a")  # publishes no advised retake: it asks why
    expect(page.get_by_label("Why is it good enough?")).to_be_focused()
    press(page, "On leave until May.", "Control+Enter")
    second = press(page, *advised(page))
    expect(page.locator("#sf-review-live")).to_contain_text("U takes it back.")
    press(page, "u")
    expect(page.locator("#sf-review-live")).to_contain_text("Taken back.")
    assert press(page, *advised(page)) == second
    overruled = ""
    while page.locator("article").count():
        keys = advised(page)
        if keys == ["a"] and not overruled:
            overruled = press(page, "r", "A frame of the new series, please.", "Control+Enter")
        else:
            press(page, *keys)
    expect(page.get_by_text("Nothing left to decide")).to_be_visible()
    return waived, overruled


def copy_and_change(page: Page) -> None:
    """A standard of one's own, with an edge that is moved by keys and saved with a reason."""
    page.get_by_label("Name").fill("Close up")
    page.get_by_role("button", name="Copy").click()
    page.get_by_label("Find a rule").fill("head size")
    handle = page.get_by_role("slider", name="Head size: Fails below")
    for _ in range(5):
        handle.press("PageUp")
    expect(page.locator("#std-live")).to_contain_text(
        f"{PEOPLE} photos would have another verdict."
    )
    page.get_by_label("Why").fill("Very close.")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_text("Version 2 holds from now on.")).to_be_visible()
    page.get_by_role("link", name="Versions").press("Enter")
    expect(page.get_by_text("Very close.")).to_be_visible()


def choose(page: Page) -> None:
    """It judges the company from now on, once it is seen who would change."""
    page.get_by_role("combobox", name="Standard", exact=True).select_option("Close up")
    page.get_by_role("button", name="See who would change").press("Enter")
    page.get_by_label("Why").fill("For the new cards.")
    page.get_by_role("button", name="Choose it").press("Enter")
    expect(page.get_by_text("Close up holds for the company from now on.")).to_be_visible()


def advised(page: Page) -> list[str]:
    """The keys that do what the verdict advises."""
    return ADVISED[page.locator("article").get_attribute("data-verdict") or ""]


def press(page: Page, *keys: str) -> str:
    """Press keys until another photo is there or nothing is left; which photo they met."""
    before = page.locator("article").get_attribute("data-photo") or ""
    for key in keys:
        page.keyboard.press(key) if len(key) == 1 or "+" in key else page.keyboard.insert_text(key)
    if keys:
        page.wait_for_function(ANOTHER, arg=before)
    return before
