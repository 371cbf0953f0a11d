"""People by file, in the admin."""

import csv
import stat
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from directory.models import Person
from photos.models import Outcome, PersonCard
from tests import factories

IMPORT = "/admin/directory/person/import/"
CONFIRM = "/admin/directory/person/process_import/"
LOOK_AGAIN = "That list is no longer at hand. Please choose the file again."
ROSA = "e1;Rosa;Lind;rosa@example.com;Design"
DAY = 24 * 3600  # seconds
HEADER = "employee_id;first_name;last_name;email;department\n"


@pytest.fixture(autouse=True)
def waiting_lists(tmp_path: Path, settings: Settings) -> Path:
    """The folder of lists that were looked at, empty for each test."""
    folder = tmp_path / "imports"
    stored = settings.STORAGES["import_export"]
    options = stored["OPTIONS"] | {"location": folder}
    settings.STORAGES = settings.STORAGES | {"import_export": stored | {"OPTIONS": options}}
    return folder


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def look(client: Client, *lines: str) -> Any:
    """The page that shows what a list would change."""
    content = (HEADER + "\n".join(lines)).encode()
    return client.post(
        IMPORT, {"import_file": SimpleUploadedFile("team.csv", content), "format": "0"}
    )


def confirm(client: Client, preview: Any) -> str:
    """The list of people after the import was confirmed."""
    initial = preview.context["confirm_form"].initial
    return client.post(CONFIRM, initial, follow=True).content.decode()


def test_looking_at_a_list_writes_nothing(admin_client: Client) -> None:
    page = look(admin_client, "e1;Rosa;Lind;rosa@example.com;Design").content.decode()
    assert "Nothing is written yet" in page
    assert "1 new, 0 changed, 0 as before" in page
    assert not Person.objects.exists()


def test_a_confirmed_list_makes_people_with_cards(admin_client: Client) -> None:
    preview = look(admin_client, "e1;Rosa;Lind;rosa@example.com;Design")
    assert "The list is imported: 1 new, 0 changed, 0 as before." in confirm(admin_client, preview)
    person = Person.objects.get(employee_id="e1")
    assert str(person.department) == "Design"
    assert PersonCard.objects.filter(person=person).exists()


def test_each_bad_line_has_its_sentence_and_number(admin_client: Client) -> None:
    page = look(admin_client, "e1;Rosa;Lind;;", ";Ada;Nowak;;", "e3;Ida;Falk;nowhere;")
    shown = page.content.decode()
    assert "Nothing was imported" in shown
    assert "Line 3:" in shown
    assert "Line 4:" in shown
    assert "confirm_form" not in page.context


def test_a_file_that_is_no_list_is_refused_in_words(admin_client: Client) -> None:
    content = SimpleUploadedFile("team.csv", b"\x00\x01\x02 nothing")
    page = admin_client.post(IMPORT, {"import_file": content, "format": "0"})
    assert page.status_code == 200
    assert "Nothing was imported" in page.content.decode()


def test_a_list_waits_where_nobody_else_reads_it(
    admin_client: Client, waiting_lists: Path
) -> None:
    preview = look(admin_client, ROSA)
    name = preview.context["confirm_form"].initial["import_file_name"]
    assert names_in(waiting_lists) == [name]
    assert stat.S_IMODE((waiting_lists / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(waiting_lists.stat().st_mode) == 0o700


def test_an_imported_list_is_gone(admin_client: Client, waiting_lists: Path) -> None:
    confirm(admin_client, look(admin_client, ROSA))
    assert names_in(waiting_lists) == []


def test_a_list_with_mistakes_is_not_kept(admin_client: Client, waiting_lists: Path) -> None:
    look(admin_client, ";Ada;Nowak;;")
    assert names_in(waiting_lists) == []


def test_of_two_lists_the_one_looked_at_last_waits(
    admin_client: Client, waiting_lists: Path
) -> None:
    first, second = look(admin_client, ROSA), look(admin_client, "e2;Ada;Nowak;;")
    assert names_in(waiting_lists) == [second.context["confirm_form"].initial["import_file_name"]]
    assert LOOK_AGAIN in confirm(admin_client, first)
    assert not Person.objects.exists()


def test_a_list_is_imported_once(admin_client: Client) -> None:
    preview = look(admin_client, ROSA)
    assert "The list is imported" in confirm(admin_client, preview)
    assert LOOK_AGAIN in confirm(admin_client, preview)


def test_nobody_imports_a_list_that_another_has_looked_at(
    admin_client: Client, hr_user: User, waiting_lists: Path
) -> None:
    preview = look(admin_client, ROSA)
    other = Client()
    other.force_login(hr_user)
    assert LOOK_AGAIN in confirm(other, preview)
    look(other, "e2;Ada;Nowak;;")
    assert LOOK_AGAIN in confirm(other, preview)
    assert not Person.objects.exists()
    assert names_in(waiting_lists) == [preview.context["confirm_form"].initial["import_file_name"]]


@pytest.mark.parametrize("name", ["../other.csv", "{folder}/other.csv", "other.csv", "", "\0"])
def test_no_name_leads_to_another_file(
    admin_client: Client, waiting_lists: Path, name: str
) -> None:
    others = (waiting_lists.parent / "other.csv", waiting_lists / "other.csv")
    initial = look(admin_client, ROSA).context["confirm_form"].initial
    for other in others:
        other.write_text(HEADER + "e9;Mallory;;;")
    sent = initial | {"import_file_name": name.format(folder=waiting_lists)}
    page = admin_client.post(CONFIRM, sent, follow=True).content.decode()
    assert LOOK_AGAIN in page
    assert not Person.objects.exists()
    assert all(other.exists() for other in others)


EXPORT = "/admin/directory/person/export/"


def exported(client: Client, address: str = EXPORT) -> bytes:
    """The list as CSV."""
    return b"".join(client.post(address, {"format": "csv"}).streaming_content)  # type: ignore[attr-defined]


def test_the_export_says_who_needs_a_retake_and_why(admin_client: Client) -> None:
    factories.judged_photo(factories.person("e1001"), Outcome.RETAKE, 21)
    factories.person("e1002")
    lines = list(csv.DictReader(exported(admin_client).decode("utf-8-sig").splitlines()))
    told = [(line["photo_state"], line["score"], line["needs_retake"]) for line in lines]
    assert told == [("in review", "21", "yes"), ("no photo", "", "no")]
    assert lines[0]["main_reason"] == factories.SENTENCES[Outcome.RETAKE]


def test_an_export_can_be_imported_again_and_changes_nobody(admin_client: Client) -> None:
    factories.judged_photo(factories.person("e1001"), Outcome.RETAKE, 21)
    sent = {"import_file": SimpleUploadedFile("people.csv", exported(admin_client)), "format": "0"}
    page = admin_client.post(IMPORT, sent).content.decode()
    assert "0 new, 0 changed, 1 as before" in page


def test_who_may_only_look_neither_imports_nor_exports(client: Client, db: None) -> None:
    client.force_login(factories.user("reader", may=("view_person",), is_staff=True))
    assert client.get(IMPORT).status_code == 403
    assert client.post(CONFIRM).status_code == 403
    assert client.get(EXPORT).status_code == 403
