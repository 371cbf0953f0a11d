"""Approved photos as a ZIP: which, how large, under which names."""

import csv
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from PIL import Image

from audit.models import Event
from desk.exports.archive import within
from desk.exports.naming import BadPattern, Names, fields_of, stem_of
from photos.models import Outcome
from tests import factories
from tests.webhooks.receiver import receiver

PUSH = Path(__file__).resolve().parents[2] / "docs" / "examples" / "push_to_graph.py"
EXPORTS = "/admin/desk/exports/"
VALUES = {"employee_id": "e1", "email": "", "first_name": "A/B", "last_name": "Ü*", "number": "7"}


@pytest.fixture
def hr(client: Client, hr_user: User) -> Client:
    client.force_login(hr_user)
    return client


def unpacked(client: Client, query: str) -> tuple[ZipFile, list[dict[str, str]]]:
    response: Any = client.get(f"{EXPORTS}photos.zip?{query}")
    found = ZipFile(BytesIO(response.getvalue()))
    assert found.testzip() is None
    text = found.read("manifest.csv").decode("utf-8-sig")
    return found, list(csv.DictReader(StringIO(text)))


@pytest.mark.django_db
def test_a_zip_holds_who_is_approved_and_says_who_is_not(hr: Client) -> None:
    factories.published_photo(factories.person("e1001"))
    factories.judged_photo(factories.person("e1002"), Outcome.PASS, 90)
    factories.published_photo(factories.person("e1003", status="left"))
    page = hr.get(f"{EXPORTS}?target=employee_id")
    assert page.context["ready_count"] == 1
    assert page.context["missing_count"] == 1
    found, lines = unpacked(hr, "target=employee_id&use=directory&size=240")
    assert found.namelist() == ["e1001.jpg", "manifest.csv"]
    assert Image.open(BytesIO(found.read("e1001.jpg"))).size == (240, 240)
    assert {line["employee_id"]: line["note"] for line in lines} == {
        "e1001": "",
        "e1002": "no approved photo",
    }


@pytest.mark.django_db
def test_targets_name_files_as_they_want_them(hr: Client) -> None:
    factories.published_photo(factories.person("e1001"))
    factories.published_photo(factories.person(email=""))
    page = hr.get(f"{EXPORTS}?target=active_directory")
    assert (page.context["nameless_count"], page.context["ready_count"]) == (1, 1)
    found, lines = unpacked(hr, "target=active_directory")
    assert found.namelist()[0] == "amara.okafor@example.com.jpg"
    assert len(found.read(found.namelist()[0])) < 100_000
    assert [line["note"] for line in lines if not line["file"]] == [
        "no e-mail address to name it by"
    ]
    other = hr.get(f"{EXPORTS}?chosen=employee_id&target=badge&use=directory&size=48").context
    assert (other["choices"].use.name, other["choices"].size) == ("badge", 600)
    webp, _ = unpacked(hr, "target=own&pattern={last_name}_{employee_id}&format=webp")
    assert "Okafor_e1001.webp" in webp.namelist()


@pytest.mark.django_db
def test_a_bad_pattern_is_told_and_exports_nothing(hr: Client) -> None:
    factories.published_photo(factories.person("e1001"))
    page = hr.get(f"{EXPORTS}?target=own&pattern={{salary}}")
    assert "There is no field {salary}" in page.content.decode()
    assert hr.get(f"{EXPORTS}photos.zip?target=own&pattern={{salary}}").status_code == 302


@pytest.mark.parametrize(
    "pattern", ["{employee_id", "{last_name}", "{email!r}", "{employee_id:9}", "x"]
)
def test_patterns_that_cannot_work_are_refused(pattern: str) -> None:
    with pytest.raises(BadPattern):
        fields_of(pattern)


def test_names_are_safe_and_given_once() -> None:
    assert stem_of("{first_name} {last_name}. ", VALUES) == "A_B Ü_"
    assert [stem_of(name, VALUES) for name in ("con", "Con .x", "COM¹")] == [
        "_con",
        "_Con .x",
        "_COM¹",
    ]
    assert len(stem_of("山" * 124, VALUES).encode()) <= 180
    assert stem_of("a\u202eb", VALUES) == "ab"
    names = Names()
    assert [names.one(stem, "jpg") for stem in ("a", "A", "a")] == ["a.jpg", "A-2.jpg", "a-3.jpg"]


def test_a_file_is_made_small_enough_where_any_quality_can() -> None:
    picture = factories.picture("e1001")
    limit = len(picture) // 2
    smaller = within(picture, limit)
    assert len(smaller) <= limit
    assert Image.open(BytesIO(smaller)).size == Image.open(BytesIO(picture)).size


@pytest.mark.django_db
def test_an_export_is_pushed_to_graph_by_the_requests_that_lie_in_it(tmp_path: Path) -> None:
    factories.published_photo(factories.person("e1001"))
    last = factories.person(last_name="Zuniga", email="o'neill+x@example.com")
    factories.published_photo(last)
    file = tmp_path / "photos.zip"
    call_command("export_photos", target="microsoft365", to=file)
    assert file.stat().st_mode & 0o777 == 0o600
    with receiver() as graph:
        graph.answers[:] = [429, 200, 404]
        done = subprocess.run(
            [sys.executable, PUSH, file],
            env={"GRAPH": graph.address.rstrip("/"), "GRAPH_TOKEN": "secret"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert graph.paths == [
        "/users/amara.okafor@example.com/photo/$value",
        "/users/amara.okafor@example.com/photo/$value",
        "/users/o%27neill%2Bx@example.com/photo/$value",
    ]
    headers, picture = graph.came[1]
    assert (headers["Authorization"], headers["Content-Type"]) == ("Bearer secret", "image/jpeg")
    assert Image.open(BytesIO(picture)).format == "JPEG"
    assert (done.returncode, done.stderr) == (1, "o'neill+x@example.com: 404\n")
    assert Event.objects.get(action="photos.export").count == 2
    with pytest.raises(CommandError, match="can't be written"):
        call_command("export_photos", target="microsoft365", to=file)


@pytest.mark.django_db
def test_successfactors_gets_its_own_list_and_plain_names(hr: Client) -> None:
    factories.published_photo(factories.person("müller 7"))
    found, _ = unpacked(hr, "target=successfactors")
    assert found.namelist() == ["m_ller_7.jpg", "photos.csv", "manifest.csv"]
    assert found.read("photos.csv").decode() == ("Username,Filename\r\nmüller 7,m_ller_7.jpg\r\n")
