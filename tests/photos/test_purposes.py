"""Photos that are for one use alone, beside the one for all others."""

from io import BytesIO

import pytest
from PIL import Image

from directory.models import Person
from photos import assess, intake, reviews
from photos.intake import Upload
from photos.models import PersonCard, Photo, Publication
from photos.quality.limits import UnreadablePhoto
from tests import factories

pytestmark = pytest.mark.django_db


def smaller(employee_id: str, width: int) -> bytes:
    """A demo person's picture with fewer pixels: another file."""
    picture = Image.open(BytesIO(factories.picture(employee_id)))
    made = BytesIO()
    picture.resize((width, width * picture.height // picture.width)).save(made, "JPEG", quality=95)
    return made.getvalue()


def taken_in(purpose: str, width: int = 600, employee_id: str = "e1001") -> Photo:
    person = Person.objects.filter(employee_id=employee_id).first()
    upload = Upload("me.jpg", Photo.Source.API, None, purpose)
    received = intake.receive(
        person or factories.person(employee_id), smaller(employee_id, width), upload
    )
    assess.run(received.photo.assessments.get().pk)
    received.photo.refresh_from_db()
    return received.photo


def test_a_photo_for_one_use_leaves_the_other_current_and_published() -> None:
    general, badge = taken_in(""), taken_in("badge", 620)
    hr = factories.hr_user()
    reviews.waive(general, hr, "For the test.")
    reviews.waive(badge, hr, "For the test.")
    general.refresh_from_db()
    assert general.is_current
    assert badge.is_current
    assert Publication.objects.count() == 2
    assert PersonCard.objects.get().photo == general


def test_a_newer_photo_for_the_use_replaces_that_one_alone() -> None:
    general, first = taken_in(""), taken_in("badge", 620)
    second = taken_in("badge", 610)
    first.refresh_from_db()
    general.refresh_from_db()
    assert [general.is_current, first.is_current, second.is_current] == [True, False, True]


def test_each_photo_is_judged_by_what_its_use_asks() -> None:
    pixels = {
        photo.purpose: photo for photo in (taken_in("website", 330), taken_in("signature", 335))
    }
    website, signature = pixels["website"], pixels["signature"]
    assert website.verdict == "retake"
    assert "500" in website.main_reason
    assert signature.verdict in {"pass", "fix"}
    assert signature.judgement is not None
    assert signature.judgement.standard_version.endswith("+signature")


def test_judging_anew_keeps_to_the_use() -> None:
    photo = taken_in("website", 330)
    before = photo.main_reason
    assert [change.is_other_verdict for change in assess.rejudge()] == [False]
    photo.refresh_from_db()
    assert photo.main_reason == before


def test_one_file_is_stored_for_one_purpose() -> None:
    taken_in("")
    with pytest.raises(UnreadablePhoto) as refused:
        taken_in("badge")
    assert refused.value.code == "other_purpose"
    assert Photo.objects.count() == 1


def test_a_photo_for_another_use_is_not_the_directorys() -> None:
    reviews.waive(taken_in("badge"), factories.hr_user(), "For the test.")
    assert b'"has_photo":false' in PersonCard.objects.get().ready.encode()


def test_a_photo_for_the_directory_goes_before_the_one_for_everything() -> None:
    hr = factories.hr_user()
    general, special = taken_in(""), taken_in("directory", 620)
    for photo in (general, special):
        reviews.waive(photo, hr, "For the test.")
    token = Publication.objects.get(photo=special).token
    assert token in PersonCard.objects.get().ready
    reviews.ask_retake(special, hr)
    assert Publication.objects.get(photo=general).token in PersonCard.objects.get().ready
