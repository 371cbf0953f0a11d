"""The same picture stored for two people: filed when measured, found in two queries."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from photos import assess, intake, judgements
from photos.models import Assessment, FingerprintKey, Photo
from photos.quality.fingerprint import MOST_NAMED, index_keys
from photos.quality.verdict import judge
from photos.standards import lock_person, standard_for
from tests import factories
from tests.quality.pictures import encoded, portrait

pytestmark = pytest.mark.django_db


def measured(employee_id: str, content: bytes) -> Photo:
    """The photo of somebody, taken in and measured as an upload is."""
    photo = intake.accept(
        factories.person(employee_id), content, original_name="me.jpg", source=Photo.Source.API
    )
    assess.run(photo.assessments.get().pk)
    photo.refresh_from_db()
    return photo


def filed(employee_id: str = "", like: str = "e1001") -> Photo:
    """A judged photo of somebody, filed under the fingerprint of a demo person's picture."""
    return factories.filed(factories.judged_photo(factories.person(employee_id)), like)


def test_a_smaller_worse_copy_for_somebody_else_is_found_both_ways() -> None:
    original = measured("e1001", factories.picture("e1001"))
    copy = measured("e1008", encoded(portrait(200, 250), quality=30))
    measured("e1002", factories.picture("e1002"))
    assert list(Photo.objects.same_picture_as(original)) == [copy]
    assert list(Photo.objects.same_picture_as(copy)) == [original]


def test_the_fingerprint_is_that_of_the_analysis() -> None:
    photo = measured("e1001", factories.picture("e1001"))
    stored = photo.assessments.get().analysis
    assert stored is not None
    assert photo.fingerprint == stored["fingerprint"] != ""
    keys = set(photo.fingerprint_keys.values_list("key", flat=True))
    assert keys == index_keys(photo.fingerprint)


def test_it_changes_no_verdict() -> None:
    original = measured("e1001", factories.picture("e1001"))
    copy = measured("e1008", factories.picture("e1001"))
    assert (copy.verdict, copy.score, copy.main_reason) == (
        original.verdict,
        original.score,
        original.main_reason,
    )


def test_filing_twice_leaves_the_same_rows() -> None:
    photo = filed("e1001")
    before = list(FingerprintKey.objects.values())
    factories.filed(photo)
    assert list(FingerprintKey.objects.values()) == before


def test_another_fingerprint_takes_the_place_of_the_first() -> None:
    photo = filed("e1001", like="e1002")
    factories.filed(photo, like="e1001")
    keys = set(FingerprintKey.objects.values_list("key", flat=True))
    assert keys == index_keys(factories.fingerprint_like("e1001"))


def test_a_late_result_of_an_older_engine_changes_nothing() -> None:
    photo = factories.judged_photo(factories.person("e1001"))
    late = photo.assessments.get()
    newer = Assessment.objects.create(
        photo=photo, engine_version="next", state="done", due_at=timezone.now()
    )
    assert photo.judgement is not None
    photo.judgement.assessment = newer
    photo.judgement.save()
    person = lock_person(photo.person_id)
    assert person is not None
    verdict = judge(factories.ANALYSIS, standard_for(person))
    judgements.write_one(judgements.Judged(late, verdict), person, "fingerprint")
    photo.refresh_from_db()
    assert (photo.fingerprint, FingerprintKey.objects.count()) == ("", 0)


def test_other_photos_of_the_same_person_are_not_told() -> None:
    person = factories.person("e1001")
    factories.filed(factories.judged_photo(person))
    second = factories.filed(factories.judged_photo(person))
    assert not Photo.objects.same_picture_as(second).exists()


def test_a_photo_measured_before_there_were_fingerprints_is_like_no_other(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    filed("e1001")
    older = factories.judged_photo(factories.person("e1008"))
    other = factories.judged_photo(factories.person("e1009"))
    with django_assert_num_queries(0):
        assert list(Photo.objects.same_picture_as(older)) == []
    assert other not in Photo.objects.same_picture_as(filed("e1010"))


def test_the_newest_comes_first() -> None:
    photo, first, second, third = (filed() for _ in range(4))
    long_ago = timezone.now() - timedelta(days=30)
    Photo.objects.filter(pk=second.pk).update(uploaded_at=long_ago)
    assert list(Photo.objects.same_picture_as(photo)) == [third, first, second]


@pytest.mark.parametrize("others", [1, MOST_NAMED + 5])
def test_the_queries_are_two_however_many_there_are(
    others: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person, photo = factories.person(), filed()
    rows = Photo.objects.bulk_create(
        Photo(
            person=factories.person(),
            sha256=f"{number:064}",
            format="JPEG",
            width=640,
            height=800,
            source=Photo.Source.API,
            fingerprint=photo.fingerprint,
        )
        for number in range(others)
    )
    FingerprintKey.objects.bulk_create(
        FingerprintKey(photo=row, key=key) for row in rows for key in index_keys(row.fingerprint)
    )
    with django_assert_num_queries(2):
        found = list(Photo.objects.same_picture_as(photo).select_related("person"))
    assert len(found) == min(others, MOST_NAMED)
    assert person not in {one.person for one in found}


def test_nothing_is_filed_of_a_person_who_was_erased() -> None:
    photo, other = filed("e1001"), filed("e1008")
    other.person.delete()
    assert not Photo.objects.same_picture_as(photo).exists()
    assert set(FingerprintKey.objects.values_list("photo", flat=True)) == {photo.pk}
