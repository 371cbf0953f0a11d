"""A browser of somebody who has logged in, and what it complains about."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page, Response
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
def hr_page(page: Page, complaints: list[str], live_server: LiveServer, db: None) -> Page:
    """An empty page of somebody who has logged in."""
    client = Client()
    client.force_login(User.objects.create_superuser("hr", password=PASSWORD))
    name = settings.SESSION_COOKIE_NAME
    value = client.cookies[name].value
    page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    return page


@pytest.fixture
def hr_home(hr_page: Page, live_server: LiveServer) -> Page:
    """Their first page."""
    hr_page.goto(f"{live_server.url}/admin/")
    return hr_page
