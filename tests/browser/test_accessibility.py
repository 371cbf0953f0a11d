"""No page of the admin has a serious fault for those who don't see or don't use a mouse."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.admin.pages import a_team_at_work, pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GRAVE = {"serious", "critical"}
VIOLATIONS = "async asked => (await axe.run(...asked)).violations"
# As the theme does with a page that it draws.
CHANGE = "isDark => document.documentElement.classList.toggle('dark', isDark)"
EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
SCHEMES = {
    "light": EVERYTHING,
    "dark": ["color-contrast"],  # nothing else depends on it
}
# They look like another page that is looked at.
ALIKE = (
    *("department/export/", "photo/export/", "department/add/", "person/add/", "user/add/"),
    *("done/", "mode=before&department=finance", "look=overdue", "standards/headshot/"),
    *("photos/photo/", "auth/group/", "standards/import/", "work/failures/", "work/jobs/rejudge/"),
)
# Colours are the theme's alone there.
PLAIN = ("/auth/", "/delete/", "/export/", "/import/", "/password", "/tokens/")
# Django's own script writes these: the labels of the hints in its list of permissions.
NOT_OURS = {"exclude": [[".help-tooltip"]]}


@pytest.fixture
def tablet(browser: Browser, live_server: LiveServer, admin_client: Client) -> Iterator[Page]:
    """A tablet's page of somebody who is logged in."""
    context = browser.new_context(
        viewport={"width": 820, "height": 1180}, reduced_motion="reduce", base_url=live_server.url
    )
    session = admin_client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    context.add_init_script(AXE_SCRIPT)
    yield context.new_page()
    context.close()


def faults(page: Page, rules: list[str]) -> Iterator[str]:
    """What axe finds grave, with the first place of each."""
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    for fault in page.evaluate(VIOLATIONS, [NOT_OURS, options]):
        if fault["impact"] in GRAVE:
            node = fault["nodes"][0]
            yield f"{fault['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"


def test_no_page_has_a_grave_fault_in_light_or_dark(tablet: Page, admin_client: Client) -> None:
    every = [one for one in pages(a_team_at_work()) if not one.endswith(ALIKE)]
    addresses = [one for one in every if is_page(admin_client, one)]
    found = dict[str, str]()
    for address in addresses:
        tablet.goto(address)
        for scheme, rules in schemes_of(address):
            tablet.evaluate(CHANGE, scheme == "dark")
            for fault in faults(tablet, rules):
                found.setdefault(fault, f"{scheme} {address}")
            if tablet.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.setdefault("wider than the screen", address)
    assert found == {}


def schemes_of(address: str) -> list[tuple[str, list[str]]]:
    """In which colours a page is looked at, and for what."""
    is_plain = any(part in address for part in PLAIN)
    return [one for one in SCHEMES.items() if not (is_plain and one[0] == "dark")]


def is_page(client: Client, address: str) -> bool:
    """Whether there is something to look at."""
    answer = client.get(address)
    is_text = answer.headers["content-type"].startswith("text/html")
    return is_text and answer.status_code == 200 and b"<html" in answer.content
