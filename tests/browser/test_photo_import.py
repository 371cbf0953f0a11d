"""Photos are brought in by hand: a ZIP chosen, one file confirmed, the import done."""

import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from desk.models import PhotoImport
from desk.photo_import import running, unpacking
from photos.models import Photo
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = {
    "e1001": "e1001.jpg",
    "e1002": "james.whitfield@example.com.jpg",
    "e1003": "Mei Tanaka.jpg",
}


def worst_faults(page: Page) -> list[str]:
    """What axe-core finds serious or worse."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {node['html']}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]


def test_from_a_zip_to_a_finished_import(
    hr_home: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    archive = tmp_path / "team.zip"
    with zipfile.ZipFile(archive, "w") as target:
        for employee_id, name in NAMES.items():
            factories.person(employee_id)
            target.writestr(name, factories.picture(employee_id))
    hr_home.locator("#nav-sidebar").get_by_role("link", name="Bring in photos").click()
    assert worst_faults(hr_home) == []
    hr_home.get_by_label("Drop a ZIP or photos here").set_input_files(archive)
    expect(hr_home.get_by_role("heading", name="A ZIP is being unpacked")).to_be_visible()
    assert worst_faults(hr_home) == []
    unpacking.run(PhotoImport.objects.get().files.unpacking().get().pk)
    expect(hr_home.get_by_role("heading", name="3 photos have arrived")).to_be_visible()
    hr_home.get_by_role("button", name="Match to people").click()
    expect(hr_home.get_by_text("1 file needs your word.")).to_be_visible()
    waiting = hr_home.get_by_alt_text("The file, in small")
    expect(waiting).to_have_js_property("naturalHeight", 320)
    assert worst_faults(hr_home) == []
    hr_home.get_by_role("radio", name="Mei Tanaka").check()
    hr_home.get_by_role("button", name="Save choices").click()
    hr_home.get_by_role("button", name="Take in 3 photos").click()
    expect(hr_home.get_by_text("0 of 3 photos are taken in, 0 measured.")).to_be_visible()
    running.run(PhotoImport.objects.get().pk)
    expect(hr_home.get_by_role("heading", name="Photos are being measured")).to_be_visible()
    assert Photo.objects.count() == len(NAMES)
    assert worst_faults(hr_home) == []
