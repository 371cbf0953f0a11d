"""The page of one person: fields, a new photo, and what was there before."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from directory.models import Person
from photos.models import DepartmentStandard, Outcome, PersonCard, Photo
from tests import factories

ADD = "/admin/directory/person/add/"


def form(**values: Any) -> dict[str, Any]:
    """What the browser sends for Amara Okafor, with changes."""
    filled = {
        "first_name": "Amara",
        "last_name": "Okafor",
        "employee_id": "e1001",
        "status": "active",
        "email": "amara.okafor@example.com",
        "job_title": "Staff Engineer",
        "department": "",
        "location": "Lagos",
    }
    return filled | values


def upload(content: bytes, name: str = "amara.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def stored_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def change_address(person: Person) -> str:
    return f"/admin/directory/person/{person.pk}/change/"


def test_a_new_person_has_a_card_at_once(admin_client: Client) -> None:
    assert admin_client.post(ADD, form()).status_code == 302
    card = PersonCard.objects.get(person__employee_id="e1001")
    assert card.published_photo is None


def test_a_person_can_be_added_with_a_photo(admin_client: Client, admin_user: User) -> None:
    admin_client.post(ADD, form(photo=upload(factories.picture("e1001"))))
    photo = Photo.objects.get(person__employee_id="e1001")
    assert (photo.state, photo.source) == (Photo.State.WAITING, Photo.Source.ADMIN)
    assert (photo.uploaded_by, photo.original_name) == (admin_user, "amara.jpg")
    assert PersonCard.objects.get(person=photo.person).photo == photo


def test_a_new_photo_becomes_the_current_one(admin_client: Client) -> None:
    person = factories.person("e1001")
    before = factories.judged_photo(person)
    sent = form(photo=upload(factories.picture("e1002")))
    page = admin_client.post(change_address(person), sent, follow=True).content.decode()
    assert "The photo is stored and waits to be measured." in page
    assert f'/admin/photos/photo/{person.photos.current().get().pk}/change/"' in page
    before.refresh_from_db()
    assert not before.is_current
    assert person.photos.current().get().state == Photo.State.WAITING


def test_the_same_file_once_more_says_so(admin_client: Client) -> None:
    person = factories.person("e1001")
    for _ in range(2):
        sent = form(photo=upload(factories.picture("e1001")))
        page = admin_client.post(change_address(person), sent, follow=True).content.decode()
    assert "This very photo was here already." in page
    assert person.photos.count() == 1


@pytest.mark.parametrize("content", [b"no picture at all", b"GIF89a" + bytes(100)])
def test_a_refused_file_is_an_error_of_the_form_and_leaves_nothing(
    admin_client: Client, private_photos: Path, content: bytes
) -> None:
    response = admin_client.post(ADD, form(photo=upload(content)))
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["photo"]
    assert not Person.objects.exists()
    assert not Photo.objects.exists()
    assert stored_files(private_photos) == []


def test_why_a_file_is_refused_stands_on_top_too(admin_client: Client) -> None:
    response = admin_client.post(ADD, form(photo=upload(b"no picture")))
    told = [str(message) for message in response.context["messages"]]
    assert told == ["This is not a photo file. Please use JPEG, PNG, WebP, HEIC or AVIF."]


def test_a_persons_new_photo_comes_first_in_the_form(admin_client: Client) -> None:
    page = admin_client.get(change_address(factories.person("e1001"))).content.decode()
    assert page.index("id_photo") < page.index("id_first_name")
    empty = admin_client.get(ADD).content.decode()
    assert empty.index("id_first_name") < empty.index("id_photo")


def test_a_refused_file_takes_back_the_other_changes_too(admin_client: Client) -> None:
    person = factories.person("e1001")
    sent = form(job_title="Director", photo=upload(b"no picture"))
    page = admin_client.post(change_address(person), sent).content.decode()
    assert "Director" in page  # what was typed is still there to be sent again
    person.refresh_from_db()
    assert person.job_title == "Staff Engineer"


def test_an_error_elsewhere_stores_no_photo(admin_client: Client, private_photos: Path) -> None:
    sent = form(email="nowhere", photo=upload(factories.picture("e1001")))
    assert admin_client.post(ADD, sent).status_code == 200
    assert stored_files(private_photos) == []


def test_current_and_earlier_photos_are_shown(admin_client: Client) -> None:
    person = factories.person("e1001")
    earlier = factories.judged_photo(person, Outcome.RETAKE, 20)
    current = factories.judged_photo(person, Outcome.FIX, 60)
    page = admin_client.get(change_address(person)).content.decode()
    assert f"/photos/{current.pk}/preview/" in page
    assert f"/photos/{earlier.pk}/thumbnail/" in page
    assert factories.SENTENCES[Outcome.FIX] in page


def test_asking_for_a_photo_stands_above_the_form(admin_client: Client) -> None:
    pictured, bare, gone = (factories.person(one) for one in ("e1001", "e1002", "e1003"))
    factories.judged_photo(pictured, Outcome.RETAKE, 20)
    Person.objects.filter(pk=gone.pk).update(status=Person.Status.LEFT)
    for person in (pictured, bare):
        page = admin_client.get(change_address(person)).content.decode()
        assert page.index("Ask for a new photo") < page.index('name="first_name"')
    assert "Ask for a new photo" not in admin_client.get(change_address(gone)).content.decode()


def test_who_changes_department_is_judged_by_its_standard(admin_client: Client) -> None:
    creative = factories.department("Design")
    DepartmentStandard.objects.create(department=creative, standard="creative")
    person = factories.person("e1001")
    photo = factories.judged_photo(person)
    admin_client.post(change_address(person), form(department=creative.pk))
    photo.refresh_from_db()
    assert photo.judgement is not None
    assert photo.judgement.standard == "creative"


def test_a_deleted_person_is_gone_with_card_and_photos(admin_client: Client) -> None:
    person = factories.person("e1001")
    factories.judged_photo(person)
    admin_client.post(f"/admin/directory/person/{person.pk}/delete/", {"post": "yes"})
    assert not PersonCard.objects.exists()
    assert not Photo.objects.exists()


def test_who_may_only_look_gets_no_field_for_a_photo(client: Client, db: None) -> None:
    person = factories.person("e1001")
    may = ("view_person", "view_photo", "see_all_departments")
    reader = factories.user("reader", may=may, is_staff=True)
    client.force_login(reader)
    page = client.get(change_address(person)).content.decode()
    assert "Amara" in page
    assert 'type="file"' not in page
    assert client.post(change_address(person), form()).status_code == 403


def test_without_the_right_to_add_photos_a_sent_file_is_not_taken(
    client: Client, db: None
) -> None:
    person = factories.person("e1001")
    may = ("view_person", "change_person", "see_all_departments")
    clerk = factories.user("clerk", may=may, is_staff=True)
    client.force_login(clerk)
    client.post(change_address(person), form(photo=upload(factories.picture("e1001"))))
    assert not Photo.objects.exists()


def test_a_photo_for_one_use_leaves_the_current_one(admin_client: Client) -> None:
    person = factories.person("e1001")
    general = factories.published_photo(person)
    sent = form(photo=upload(factories.picture("e1002")), purpose="badge")
    admin_client.post(change_address(person), sent)
    badge = Photo.objects.get(purpose="badge")
    assert badge.is_current
    assert PersonCard.objects.get(person=person).photo == general
    page = admin_client.get(change_address(person)).content.decode()
    assert "current for a staff badge" in page
