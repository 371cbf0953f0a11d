"""What the camera guide's frames are answered, and that nothing of them stays."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from pytest_django.fixtures import Settings

from access.meters import tally
from links.models import PersonLink
from photos.models import Photo
from photos.quality import apart_pool
from photos.quality.apart_pool import MOST_AT_ONCE
from tests import factories
from tests.links.opening import Opened, link_of

pytestmark = pytest.mark.django_db

FRAME = (480, 600)  # px


@pytest.fixture(autouse=True)
def uncounted() -> Iterator[None]:
    """What is counted here is forgotten afterwards."""
    yield
    tally.clear()


def frame(of: str = "e1024", size: tuple[int, int] = FRAME) -> bytes:
    """A demo picture as the page's script sends it."""
    target = BytesIO()
    with Image.open(BytesIO(factories.picture(of))) as opened:
        opened.resize(size).save(target, "JPEG", quality=70)
    return target.getvalue()


def sent(client: Client, link: Opened, body: bytes, of: str = "1920") -> Any:
    """The answer to one frame."""
    return client.post(link.at(f"frame/?of={of}"), body, content_type="image/jpeg")


def test_a_frame_is_answered_in_the_readers_language_and_forgotten(
    client: Client, private_photos: Path
) -> None:
    link = link_of()
    told = sent(client, link, frame()).json()
    assert told["ready"] is False
    assert next(one["code"] for one in told["hints"] if not one["met"]) == "tilt_right"
    assert [0 < place < 1 for eye in told["eyes"] for place in eye] == [True] * 4
    good = sent(client, link, frame("e1001"), of="٣")  # a word that is no size does no harm
    assert good.json()["ready"] is True
    assert good["Cache-Control"] == "no-store"
    assert not Photo.objects.exists()
    assert not private_photos.exists()
    link.row.refresh_from_db()
    assert (link.row.used_at, link.row.uploads) == (None, 0)


def test_what_is_no_frame_is_refused_and_too_many_have_to_wait(
    client: Client, settings: Settings
) -> None:
    link = link_of()
    refused = [frame(size=(800, 1000)), factories.picture()[:500], b"GIF89a", b""]
    assert {sent(client, link, one).status_code for one in refused} == {422}
    assert sent(client, link, bytes(300_001)).status_code == 413
    assert client.get(link.at("frame/")).status_code == 405
    seats = apart_pool._pool._seats
    for _ in range(MOST_AT_ONCE):
        seats.acquire()
    busy = sent(client, link, frame())
    for _ in range(MOST_AT_ONCE):
        seats.release()
    assert (busy.status_code, busy["Retry-After"]) == (503, "1")
    settings.SAMEFRAME_RATES = {"link_frame": "1/h"}
    over = [sent(client, link, b"") for _ in range(2)][-1]
    assert (over.status_code, int(over["Retry-After"]) > 60) == (429, True)
    PersonLink.objects.update(uploads=1, used_at=link.row.created_at)
    gone = [client.get(link.at("camera/")), sent(client, link, b"")]
    assert {one.status_code for one in gone} == {404}


def test_only_this_page_may_ask_for_the_camera(client: Client) -> None:
    link = link_of()
    page = client.get(link.at("camera/"))
    assert page["Permissions-Policy"].startswith("camera=(self), ")
    assert "camera=()" not in page["Permissions-Policy"]
    assert "microphone=()" in page["Permissions-Policy"]
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert "camera=()" in client.get(link.at())["Permissions-Policy"]
