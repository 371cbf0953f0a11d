"""How long a reviewer waits for the next photo, and how long the whole demo team takes.

A site of its own in a folder of its own, served as in use, and a real browser that presses the
keys; nothing of the configured site is read or written.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from django.conf import settings

from photos.evaluation.tables import Cell, Row, Section, Table

if TYPE_CHECKING:
    from playwright.sync_api import Page

BAR_MS = 200.0  # feels immediate
LOOK_MS = 700.0  # a quick person's look at a photo, in which the next ones are fetched
CHROMIUM = "/usr/bin/chromium"
CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-sync", "--no-first-run"]
# From the last and from the first key's press to the second frame after the new photo is in the
# page: then the next key can be pressed.
STOPWATCH = """() => {
  window.steps = [];
  let first = 0, last = 0;
  addEventListener("keydown", (event) => { last = event.timeStamp; first ||= last; }, true);
  new MutationObserver(() => requestAnimationFrame(() => requestAnimationFrame(() => {
    const now = performance.now();
    window.steps.push([now - last, now - first]);
    first = 0;
  }))).observe(document.getElementById("sf-review-place"), { childList: true });
}"""
KEYS = {"pass": ["a"], "fix": ["c"], "unsure": ["a"], "retake": ["r", "Control+Enter"]}


class NotPossible(Exception):
    """What is missing on this machine, in words for a terminal."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The times in ms: each step from a photo to the next, and all that was pressed for a photo
    with it. The last photo has none: a page without photo follows it."""

    steps: tuple[float, ...]
    photos: tuple[float, ...]

    @property
    def p95(self) -> float:
        """All but one in twenty steps are quicker."""
        return quantiles(self.steps, n=20)[-1]

    @property
    def keeps_bar(self) -> bool:
        """Whether the steps feel immediate."""
        return self.p95 <= BAR_MS

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "photos": len(self.steps) + 1,
            "review_step_median_ms": round(median(self.steps), 1),
            "review_step_p95_ms": round(self.p95, 1),
            "review_step_slowest_ms": round(max(self.steps), 1),
            "review_photo_median_ms": round(median(self.photos), 1),
            "bar_ms": BAR_MS,
            "keeps_bar": self.keeps_bar,
        }


def walk() -> Walk:
    """Review the demo team by keyboard, following each verdict's advice. Raises NotPossible."""
    with own_site() as (address, password), browser_page() as page:
        page.goto(f"{address}/admin/")
        page.locator("[name=username]").fill("admin")
        page.locator("[name=password]").fill(password)
        page.locator("[type=submit]").first.click()
        page.wait_for_url(f"{address}/admin/")
        page.goto(f"{address}/admin/desk/review/", wait_until="networkidle")
        page.evaluate(STOPWATCH)
        stepped, decided = zip(*steps(page), strict=True)
        return Walk(stepped, decided)


def steps(page: Page) -> Iterator[tuple[float, float]]:
    """Decide about photo after photo, and read the stopwatch."""
    left = int(page.locator("#sf-review-left").inner_text())
    for number in range(1, left):
        verdict = page.locator("article").get_attribute("data-verdict") or ""
        for key in KEYS[verdict]:
            page.keyboard.press(key)
        page.wait_for_function("number => window.steps.length >= number", arg=number)
        yield tuple(page.evaluate("window.steps.at(-1)"))
        page.wait_for_timeout(LOOK_MS)


@contextmanager
def browser_page() -> Iterator[Page]:
    """A page in Debian's Chromium. Raises NotPossible."""
    try:
        # A package of the development set: whoever only runs Sameframe has none.
        from playwright.sync_api import sync_playwright
    except ImportError as missing:
        raise NotPossible(
            "This needs Playwright: make setup installs it for make test."
        ) from missing
    if not Path(CHROMIUM).exists():
        raise NotPossible("This needs Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        try:
            yield browser.new_page(viewport={"width": 1280, "height": 800})
        finally:
            browser.close()


@contextmanager
def own_site() -> Iterator[tuple[str, str]]:
    """The address of a running site with the demo team judged, and its admin's password."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as at:
        at.bind(("127.0.0.1", 0))
        at.listen()
        address = f"http://127.0.0.1:{at.getsockname()[1]}"
        surroundings = surroundings_of(folder, address)
        team = settings.BASE_DIR / "demo" / "team"
        manage(["prepare"], surroundings)
        manage(["import_team", str(team / "team.csv"), str(team), "--assess"], surroundings)
        with served(at, surroundings):
            yield address, (Path(folder) / "admin-password").read_text().strip()


def surroundings_of(folder: str, address: str) -> dict[str, str]:
    """The settings of a site in that folder at that address, none of the configured one's."""
    own = {
        "SAMEFRAME_DATA_DIR": folder,
        "SAMEFRAME_SITE_URL": address,
        "CSRF_TRUSTED_ORIGINS": address,
    }
    others = {"DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS"}
    return {name: value for name, value in os.environ.items() if name not in others} | own


@contextmanager
def served(at: socket.socket, surroundings: dict[str, str]) -> Iterator[None]:
    """The site, served there as in use."""
    bound = f"fd://{at.fileno()}"
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", bound, "--threads", "8"],
        cwd=settings.BASE_DIR,
        env=surroundings,
        pass_fds=[at.fileno()],
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def manage(words: list[str], surroundings: dict[str, str]) -> None:
    """Run one of the site's commands quietly. Raises NotPossible."""
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotPossible(f"{' '.join(words)} failed: {done.stderr.strip()}")


def review_section(walked: Walk) -> Section:
    """The table of one run."""
    kept = "kept" if walked.keeps_bar else "NOT kept"
    rows = (
        Row("median", (Cell(f"{median(walked.steps):.0f} ms"),)),
        Row("95 of 100 at most", (Cell(f"{walked.p95:.0f} ms; bar {BAR_MS:.0f} ms: {kept}"),)),
        Row("slowest", (Cell(f"{max(walked.steps):.0f} ms"),)),
        Row("a photo with all its keys, median", (Cell(f"{median(walked.photos):.0f} ms"),)),
    )
    table = Table("From the key to the next photo", ("", "time"), rows)
    note = (
        f"The demo team's {len(walked.steps) + 1} photos, by keyboard in Chromium, on SQLite; "
        f"a look of {LOOK_MS:.0f} ms at each, which is not counted."
    )
    return Section("review", "What a step of the review costs", note, (table,))
