"""A browser of somebody who has logged in, and what it complains about."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import ConsoleMessage, Page, Response, expect
from pytest_django.live_server_helper import LiveServer

PASSWORD = "a long pass phrase"
BAD_REQUEST = 400  # and everything above is an error


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser complains about; broken policies are among it. None is the promise."""
    seen: list[str] = []

    def hear(told: ConsoleMessage) -> None:
        if told.type in {"error", "warning"}:
            seen.append(told.text)

    def watch(got: Response) -> None:
        if got.status >= BAD_REQUEST:
            seen.append(f"{got.status} {got.url}")

    page.on("console", hear)
    page.on("response", watch)
    page.on("pageerror", lambda error: seen.append(str(error)))
    yield seen
    assert seen == []


@pytest.fixture
def hr_page(page: Page, complaints: list[str], live_server: LiveServer) -> Page:
    """A page of somebody who has logged in through the form."""
    User.objects.create_superuser("hr", password=PASSWORD)
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Username").fill("hr")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(f"{live_server.url}/admin/")
    return page
