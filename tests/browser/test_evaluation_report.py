"""The evaluation's page in a real browser: it stands on its own, on a desk and on a phone."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

LONG = "Wolfeschlegelsteinhausenbergerdorff-" * 5 + "final.jpg"
MARK_PX = 3  # a figure's mark may stand out of its scale
REASON = "background_and_light_and_everything_else"


@pytest.fixture
def report(tmp_path: Path, demo_team: Path) -> Path:
    """A report with a missed retake whose name is long, and a false flag."""
    for name, kept in (("e1001-amara-okafor.jpg", LONG), ("e1018-diego-fuentes.jpg", "b.jpg")):
        (tmp_path / kept).write_bytes((demo_team / name).read_bytes())
    labels = tmp_path / "labels.csv"
    labels.write_text(f"file,verdict,reason,glasses\n{LONG},retake,{REASON},0\nb.jpg,pass,,0\n")
    path = tmp_path / "report.html"
    words = (str(labels), str(tmp_path), "--html", str(path), "--propose", "--jobs", "1")
    call_command("evaluate", *words, stdout=io.StringIO(), stderr=io.StringIO())
    return path


@pytest.mark.parametrize("width", [390, 1440])
def test_page_shows_its_pictures_within_the_window(page: Page, report: Path, width: int) -> None:
    complaints: list[str] = []
    page.on("console", lambda told: complaints.append(told.text))
    requests: list[str] = []
    page.on("request", lambda sent: requests.append(sent.url.split(":")[0]))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(report.as_uri())
    expect(page.get_by_role("heading", name="False flags 1")).to_be_visible()
    expect(page.get_by_text(LONG)).to_be_visible()
    loaded = "[...document.images].map((one) => one.complete && one.naturalWidth > 0)"
    assert page.evaluate(loaded) == [True, True]
    overflowing = f"""[...document.querySelectorAll("main :not(pre)")].filter(
        (one) => one.clientWidth && one.scrollWidth > one.clientWidth + {MARK_PX}
    ).map((one) => one.className)"""
    assert page.evaluate(overflowing) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert complaints == []
    assert set(requests) == {"file"}
