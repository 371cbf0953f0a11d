"""Erasing somebody: nothing is left in tables, files, caches or the database's own pages."""

from __future__ import annotations

import threading
import time
from http import HTTPStatus
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import caches
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from audit.context import COMMAND_LINE
from audit.models import Event
from desk.models import ImportedFile, SavedList
from directory.models import Person
from photos import assess, intake
from photos.models import Assessment, Judgement, Photo, RemovedCard, TeamBaseline
from photos.quality import apart
from photos.quality.analysis import Analysis
from photos.storage import stored_names
from privacy import key_file
from privacy.belongings import belongings
from privacy.erasing import erase_people, erase_photos, replay
from privacy.erasure_rows import ErasedKey, LeftFile
from privacy.finishing import finish, finish_soon
from privacy.middleware import GoneMeanwhile
from privacy.searching import places_of
from privacy.verifying import orphans
from tests import factories
from tests.api.callers import caller
from tests.privacy.known import somebody_known

SEES = "see_all_departments"


@pytest.mark.django_db(transaction=True)
def test_nothing_of_an_erased_person_is_left_anywhere() -> None:
    known = somebody_known()
    other = factories.published_photo(factories.person("e1001"))
    missing = [one.label for one in belongings() if not one.rows([known.person.pk]).exists()]
    assert missing == [], "extend somebody_known by rows of these tables"
    unseen = [word for word in known.words if not places_of(word)]
    assert unseen == [], "a search that finds nothing before shows nothing afterwards"
    second = Person.objects.get(employee_id="e1002").pk
    caches["pages"].set("page", known.person.first_name)
    picture = f"/pictures/{known.token}/directory-240.jpg"
    assert Client().get(picture).status_code == HTTPStatus.OK

    call_command("erase_person", known.person.employee_id)

    assert {word: places_of(word) for word in known.words if places_of(word)} == {}
    assert orphans() == []
    call_command("verify_erasure", "--key", known.key)
    assert Client().get(picture).status_code == HTTPStatus.NOT_FOUND
    assert caches["pages"].get("page") is None
    assert list(stored_names(storages["import_export"])) == []
    assert Person.objects.filter(pk=other.person_id).exists()
    assert other.master.storage.exists(str(other.master))
    assert [one.candidates for one in ImportedFile.objects.filter(name="b.jpg")] == [[second]]
    assert SavedList.objects.count() == 0
    assert TeamBaseline.objects.get(department__name="Zeppelins").is_stale
    assert RemovedCard.objects.filter(key=known.key).exists()
    assert list(key_file.keys()) == [known.key]
    told = Event.objects.get(action="person.erase")
    assert (told.person_key, told.door, told.who) == (known.key, "command", COMMAND_LINE.who)


@pytest.mark.django_db(transaction=True)
def test_a_running_measurement_finds_its_photo_gone_and_drops_its_result(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    photo = intake.accept(
        factories.person("e1001"), factories.picture(), original_name="me.jpg", source="api"
    )
    work = photo.assessments.get()
    is_measured, is_erased = threading.Event(), threading.Event()

    really = apart.analyse

    def analyse(data: bytes) -> Analysis:
        seen = really(data)
        is_measured.set()
        is_erased.wait()
        return seen

    def measure() -> None:
        assess.run(work.pk)
        connection.close()

    monkeypatch.setattr(apart, "analyse", analyse)
    running = threading.Thread(target=measure)
    running.start()
    is_measured.wait()
    erase_people([photo.person_id])
    is_erased.set()
    running.join()
    assert Assessment.objects.count() == Judgement.objects.count() == 0
    assert finish()
    assert orphans() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("pause", [0.0, 0.03, 0.08])
def test_an_upload_for_somebody_who_is_just_erased_is_not_found_and_leaves_nothing(
    private_photos: Path, pause: float
) -> None:
    person, client = factories.person("e1001"), caller(factories.token("hr").key)
    answers: list[int] = []

    def upload() -> None:
        photo = SimpleUploadedFile("me.jpg", factories.picture())
        address = f"/api/v1/people/{person.employee_id}/photos/"
        answers.append(client.post(address, {"photo": photo}, format="multipart").status_code)
        connection.close()

    sending = threading.Thread(target=upload)
    sending.start()
    time.sleep(pause)
    erase_people([person.pk])
    sending.join()
    assert answers in ([HTTPStatus.NOT_FOUND], [HTTPStatus.CREATED])
    assert finish()
    assert list(private_photos.rglob("*.jpg")) == []
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_page_about_somebody_who_is_just_erased_is_not_found() -> None:
    answer = GoneMeanwhile(lambda request: HttpResponse()).process_exception(
        RequestFactory().get("/admin/"), Photo.DoesNotExist()
    )
    assert answer is not None
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "There is nothing here" in answer.content.decode(), "the site's own page"


@pytest.mark.django_db
def test_whatever_dies_after_the_commit_is_done_by_the_next_worker(private_photos: Path) -> None:
    photo = factories.published_photo(factories.person("e1001"))
    erase_people([photo.person_id])  # within the test's transaction nothing follows a commit
    assert photo.master.storage.exists(str(photo.master))
    assert any("the file is not" in line for line in orphans())
    with pytest.raises(CommandError, match="orphan"):
        call_command("verify_erasure")
    finish_soon()
    assert list(private_photos.rglob("*.jpg")) == []
    assert key_file.keys().keys() == set(ErasedKey.objects.values_list("key", flat=True))


@pytest.mark.django_db
def test_a_photo_is_erased_with_its_files_and_its_person_stays(private_photos: Path) -> None:
    person = factories.person("e1001")
    photo, kept = factories.published_photo(person), factories.judged_photo(person)
    assert erase_photos([photo.pk, 0]) == 1
    finish_soon()
    assert [kept] == list(Photo.objects.all())
    assert len(list(private_photos.rglob("*.jpg"))) == 3
    assert Event.objects.get(action="photo.erase").person_key == person.card.key


@pytest.mark.django_db
def test_who_comes_back_with_a_restored_database_is_erased_again() -> None:
    person = factories.published_photo(factories.person("e1001")).person
    key = person.card.key
    key_file.append({key: timezone.now()})
    with key_file.path().open("a") as file:
        file.write("0123456789ab")  # cut short by a crash
    assert any(f"{key} was erased and is back" in line for line in orphans())
    assert replay() == 1
    assert not Person.objects.exists()
    assert set(RemovedCard.objects.values_list("key", flat=True)) == {key}
    assert replay() == 0


@pytest.mark.django_db
def test_a_process_that_answered_before_keeps_nobody_in_memory() -> None:
    gone = factories.person("e1001")
    factories.person("e1002")
    intranet = caller(factories.token("intranet").key)
    address = "/api/v1/people/"
    assert b"Okafor" in intranet.get(address).content
    assert any(b"Okafor" in kept for kept in remembered_pages())
    erase_people([gone.pk])  # as another process would: this one learns of it by the clock
    assert b"Okafor" not in intranet.get(address).content
    assert len(remembered_pages()) > 1
    assert not any(b"Okafor" in kept for kept in remembered_pages())


def remembered_pages() -> list[bytes]:
    pages: list[bytes] = list(vars(caches["pages"])["_cache"].values())
    return pages


@pytest.mark.django_db
def test_erasing_over_the_api_takes_the_permission_and_reach() -> None:
    person, far = factories.person("e1001"), factories.person("e1002", department="Finance")
    address = f"/api/v1/people/{person.employee_id}/"
    hr = factories.hr_of(factories.department("Engineering"))
    for key in (factories.token("intranet").key, factories.token(user=hr).key):
        assert caller(key).delete(address).status_code == HTTPStatus.FORBIDDEN
    assert caller("").delete(address).status_code == HTTPStatus.UNAUTHORIZED
    hr.user_permissions.add(Permission.objects.get(codename="delete_person"))
    client = caller(factories.token(user=hr).key)
    assert client.delete(f"{address}?fields=key").status_code == HTTPStatus.BAD_REQUEST
    assert client.delete(address).status_code == HTTPStatus.NO_CONTENT
    assert client.delete(address).status_code == HTTPStatus.NOT_FOUND
    assert client.delete("/api/v1/people/e1002/").status_code == HTTPStatus.NOT_FOUND
    assert list(Person.objects.all()) == [far]
    event = Event.objects.get(action="person.erase")
    assert (event.door, event.person_key) == ("api", ErasedKey.objects.get().key)


@pytest.mark.django_db
def test_the_admin_erases_one_and_several_and_names_nobody_afterwards() -> None:
    people = [factories.person(f"e100{number}") for number in (1, 2, 3)]
    factories.published_photo(people[0])
    client = Client()
    client.force_login(factories.user(may=("view_person", "delete_person", SEES), is_staff=True))
    address = f"/admin/directory/person/{people[0].pk}/delete/"
    asked = client.get(address).content.decode()
    assert "Erase Amara Okafor for good?" in asked
    assert "With this person goes 1 photo." in asked
    told = client.post(address, {"post": "yes"}, follow=True).content.decode()
    assert "The person is erased." in told
    assert "Okafor" not in told
    chosen = {"action": "delete_selected", "_selected_action": [one.pk for one in people[1:]]}
    several = client.post("/admin/directory/person/", chosen).content.decode()
    assert "Erase 2 people for good?" in several
    client.post("/admin/directory/person/", chosen | {"post": "yes"})
    assert not Person.objects.exists()
    assert Event.objects.filter(action="person.erase", door="admin").count() == 3
    assert ErasedKey.objects.count() == RemovedCard.objects.count() == 3
    assert not LeftFile.objects.filter(name="").exists()
