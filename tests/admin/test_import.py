"""People by file, in the admin."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from directory.models import Person
from photos.models import PersonCard
from tests import factories

IMPORT = "/admin/directory/person/import/"
CONFIRM = "/admin/directory/person/process_import/"
HEADER = "employee_id;first_name;last_name;email;department\n"


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


def test_people_are_exported(admin_client: Client) -> None:
    factories.person("e1001")
    response = admin_client.post("/admin/directory/person/export/", {"format": "0"})
    assert "e1001,Amara,Okafor" in response.content.decode("utf-8-sig")


def test_who_may_only_look_neither_imports_nor_exports(client: Client, db: None) -> None:
    client.force_login(factories.user("reader", may=("view_person",), is_staff=True))
    assert client.get(IMPORT).status_code == 403
    assert client.post(CONFIRM).status_code == 403
    assert client.get("/admin/directory/person/export/").status_code == 403
