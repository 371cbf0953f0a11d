"""The walk of whoever looks after background work, on a page that changes without being left."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from photos.models import Assessment, Photo
from photos.quality.analysis import ENGINE_VERSION
from tests import factories
from work import pauses, queues
from work.models import Pause
from work.workers import Presence

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEEP = "window.seen = document.querySelector('#wk-queues')"
IS_KEPT = "window.seen === document.querySelector('#wk-queues')"


def test_what_failed_is_retried_and_what_is_paused_goes_on(hr_home: Page) -> None:
    person = factories.person("e1001")
    photo = factories.photo(person, state=Photo.State.FAILED)
    now = timezone.now()
    told = {"error": "The picture is damaged.", "attempts": 3, "finished_at": now}
    work = Assessment.objects.create(
        photo=photo, engine_version=ENGINE_VERSION, state="failed", due_at=now, **told
    )
    Presence(2, ()).beat()
    hr_home.get_by_role("link", name="Background work").first.click()  # of the note
    hr_home.get_by_role("link", name="Look at them").click()
    retry = hr_home.get_by_role("button", name="Retry selected")
    expect(retry).to_be_disabled()
    hr_home.get_by_label("All on this page").check()
    retry.click()
    expect(hr_home.get_by_text("1 is tried again.")).to_be_visible()
    work.refresh_from_db()
    assert work.state == Assessment.State.PENDING
    hr_home.get_by_role("link", name="← Background work").click()
    status = hr_home.get_by_role("status")
    expect(status).to_contain_text("1 photo to measure")
    hr_home.get_by_role("button", name="Drain").click()
    expect(status).to_contain_text("Pausing")
    resume = hr_home.get_by_role("button", name="Resume all")
    resume.focus()
    hr_home.evaluate(KEEP)
    Pause.objects.update(since=now - timedelta(minutes=1))
    Assessment.objects.update(state=Assessment.State.DONE, finished_at=timezone.now())
    expect(status).to_contain_text("Machines may be stopped")
    expect(hr_home.locator(".wk-figures")).to_contain_text("Done in the last minute1")
    expect(resume).to_be_focused()
    assert hr_home.evaluate(IS_KEPT)  # changed in place
    hr_home.keyboard.press("Enter")
    expect(status).to_contain_text("Nothing waits")
    assert not pauses.is_paused(queues.EVERYTHING)
