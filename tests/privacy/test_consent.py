"""Consent to the comparison of faces: without it nothing is computed, after it nothing is left."""

from hashlib import sha256

import numpy as np
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import Settings

from audit.models import Event
from directory.models import Person
from photos import reviews
from photos.models import Photo
from photos.quality import apart_process
from photos.quality.same_person import SAME_PERSON, Encoding
from privacy import consent, encodings
from privacy.models import Consent, FaceEncoding, LeftFile
from privacy.same_person import other_person_of
from privacy.sealing import opened, sealed
from tests import factories

pytestmark = pytest.mark.django_db

# Changes with the text, and then so must consent.TEXT_VERSION.
DIGESTS = {"1": "8607571581f07d69"}


@pytest.fixture
def switched_on(settings: Settings) -> None:
    """A company that compares faces."""
    settings.SAMEFRAME_BIOMETRICS = True


def agreed(employee_id: str = "e1001") -> Person:
    """Somebody who has agreed, by a link."""
    person = factories.person(employee_id)
    consent.give_by_link(person, 1)
    return person


def at(distance: float) -> Encoding:
    """A description that lies so far from that at 0."""
    made = np.zeros(128, np.float32)
    made[0] = distance
    return made


def described(person: Person, distance: float, *, approved: bool = False) -> Photo:
    """A photo of the person whose face lies there."""
    photo = factories.judged_photo(person)
    if approved:
        reviews.approve(photo, factories.user())
    assert encodings.store(photo, at(distance))
    return photo


# --- the switch and the consent ---------------------------------------------


def test_without_switch_or_consent_no_face_is_described(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart_process, "SECONDS", 120)  # the networks load slowly on busy machines
    willing, unasked = agreed(), factories.person("e1002")
    for person in (willing, unasked):
        factories.judged_photo(person)
    asked: list[bytes] = []
    encodings.keep_up(asked.append)  # the switch is off
    assert not FaceEncoding.objects.exists()
    assert not asked
    settings.SAMEFRAME_BIOMETRICS = True
    encodings.keep_up()
    assert [row.photo.person for row in FaceEncoding.objects.all()] == [willing]
    row = FaceEncoding.objects.get()
    found = encodings.face_of(row)
    assert found is not None
    assert found.tobytes() not in bytes(row.sealed)
    assert encodings.encode_missing() == 0  # once is enough
    settings.SAMEFRAME_BIOMETRICS = False
    encodings.keep_up()
    assert not FaceEncoding.objects.exists()


@pytest.mark.usefixtures("switched_on")
def test_withdrawing_deletes_at_once_and_leaves_the_proof() -> None:
    person = agreed()
    described(person, 0.0)
    assert consent.withdraw(person) == 1
    assert not FaceEncoding.objects.exists()
    assert LeftFile.objects.get().name == "", "the database's pages are to be written anew"
    assert not consent.may_compare(person.pk)
    row = Consent.objects.get()
    assert row.withdrawn_at is not None
    assert not encodings.store(person.photos.get(), at(0.0))  # a job that ran meanwhile
    consent.give_by_link(person, 2)
    consent.give_by_link(person, 3)
    assert Consent.objects.count() == 2  # rows of before stay, and agreeing twice adds none
    told = list(Event.objects.values_list("action", flat=True).order_by("pk"))
    assert told == ["photo.approve"] * told.count("photo.approve") + [
        "consent.give",
        "consent.withdraw",
        "consent.give",
    ]


@pytest.mark.usefixtures("switched_on")
def test_upkeep_deletes_what_nobody_agrees_to() -> None:
    person = agreed()
    described(person, 0.0)
    Consent.objects.update(text_version="0")  # an earlier text: everybody is asked again
    encodings.keep_up()
    assert not FaceEncoding.objects.exists()
    assert LeftFile.objects.get().name == ""


def test_a_consent_has_a_proof_and_only_one_stands() -> None:
    person, user = factories.person("e1001"), factories.user()
    with pytest.raises(consent.NoProof):
        consent.give_by_form(person, user, " ")
    given = consent.give_by_form(person, user, "Folder 12")
    assert (given.given_by, given.form_note, given.recorded_by) == ("form", "Folder 12", user)
    for values in ({"given_by": "form"}, {"given_by": "link", "link_id": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Consent.objects.create(person=person, text_version="1", **values)


def test_another_text_of_consent_is_another_version() -> None:
    with translation.override("en-gb"):
        digest = sha256(str(consent.TEXT).encode()).hexdigest()[:16]
    assert DIGESTS[consent.TEXT_VERSION] == digest


def test_descriptions_are_sealed_by_the_sites_key(settings: Settings) -> None:
    locked = sealed(b"a face")
    assert b"a face" not in locked
    assert opened(locked) == b"a face"
    settings.SECRET_KEY = "another" * 10
    assert opened(locked) is None


# --- the notice -------------------------------------------------------------


@pytest.mark.usefixtures("switched_on")
def test_another_face_than_before_is_a_note_for_a_person() -> None:
    person = agreed()
    described(person, 0.0, approved=True)
    same = described(person, SAME_PERSON.distance - 0.01)
    assert other_person_of(same) is None
    other = described(person, SAME_PERSON.distance + 0.01)
    found = other_person_of(other)
    assert found is not None
    assert found.sentence.startswith("This seems to be another person than on the photo of ")
    assert found.sentence.endswith(" A person decides.")
    assert (other.state, other.verdict) == ("in_review", "pass")  # nothing is refused by it


@pytest.mark.usefixtures("switched_on")
def test_nobody_is_compared_with_anybody_else() -> None:
    described(agreed("e1001"), 0.0, approved=True)
    assert other_person_of(described(agreed("e1002"), 2.0)) is None


@pytest.mark.usefixtures("switched_on")
def test_hr_reads_the_note_on_the_photos_page_and_in_the_queue(admin_client: Client) -> None:
    person = agreed()
    described(person, 0.0, approved=True)
    photo = described(person, 1.0)
    pages = (f"/admin/photos/photo/{photo.pk}/change/", f"/admin/desk/review/?photo={photo.pk}")
    for address in pages:
        assert "This seems to be another person" in admin_client.get(address).content.decode()
    consent.withdraw(person)
    for address in pages:
        assert "This seems to be another" not in admin_client.get(address).content.decode()
