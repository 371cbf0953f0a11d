"""docs/examples/copy_directory.py: a copy that follows what becomes of the directory."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from photos import cards
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

PROGRAM = Path(__file__).resolve().parents[2] / "docs" / "examples" / "copy_directory.py"


class Copying:
    """The program, with a folder and a key."""

    def __init__(self, site: str, folder: Path) -> None:
        self.folder = folder
        self.environment = {"SAMEFRAME": site, "KEY": factories.token("intranet").key}

    def run(self) -> dict[str, Any]:
        """Run it once more; the people of the copy by first name."""
        subprocess.run(
            (sys.executable, PROGRAM, self.folder),
            env=os.environ | self.environment,
            capture_output=True,
            check=True,
        )
        people = json.loads((self.folder / "people.json").read_text())["people"]
        return {person["first_name"]: person for person in people.values()}

    def pictures(self) -> dict[str, int]:
        """When each picture was written."""
        files = (self.folder / "pictures").glob("*")
        return {file.stem: file.stat().st_mtime_ns for file in files}


@pytest.fixture
def copying(live_server: LiveServer, tmp_path: Path) -> Copying:
    return Copying(live_server.url, tmp_path / "copy")


def test_the_copy_follows_the_directory(copying: Copying) -> None:
    amara, james = factories.person("e1001"), factories.person("e1002")
    factories.published_photo(amara)
    factories.published_photo(james)
    first = copying.run()
    pictures = copying.pictures()
    assert set(first) == {"Amara", "James"}
    assert set(pictures) == {person["key"] for person in first.values()}
    (picture,) = (copying.folder / "pictures").glob(f"{first['Amara']['key']}.jpg")
    assert picture.read_bytes()[:3] == b"\xff\xd8\xff"

    factories.person("e1003")
    amara.job_title = "Principal Engineer"
    amara.save()
    cards.write([amara.pk])
    cards.remember_removal([james.pk])
    james.delete()
    second = copying.run()
    assert set(second) == {"Amara", "Mei"}
    assert second["Amara"]["job_title"] == "Principal Engineer"
    kept = first["Amara"]["key"]
    assert copying.pictures() == {kept: pictures[kept]}  # asked for again, and not sent again


def test_what_is_withdrawn_goes_from_the_copy(copying: Copying) -> None:
    photo = factories.published_photo(factories.person("e1001"))
    assert copying.run()["Amara"]["photo"]
    photo.delete()
    cards.write([photo.person_id])
    assert copying.run()["Amara"]["photo"] is None
    assert copying.pictures() == {}


def test_a_run_without_changes_changes_nothing(copying: Copying) -> None:
    factories.published_photo(factories.person("e1001"))
    copying.run()
    before = (copying.folder / "people.json").read_text()
    copying.run()
    assert (copying.folder / "people.json").read_text() == before
