"""A made-up company is one that the site itself might have written."""

import pytest
from django.db.models import F

from directory.models import Person
from photos import cards
from photos.evaluation.companies.company import make_company
from photos.models import (
    Assessment,
    FingerprintKey,
    Judgement,
    Look,
    PersonCard,
    Photo,
    Publication,
    Review,
)
from photos.quality.analysis import Analysis
from photos.quality.fingerprint import index_keys
from tests.photos.evaluation.companies.seen import measured

PEOPLE = 200


@pytest.mark.django_db
def test_all_rows_of_a_made_up_company_are_valid() -> None:
    seen = measured()
    make_company(PEOPLE, seen)
    written = {
        one.pk: (one.ready, one.score, one.needs_retake) for one in PersonCard.objects.all()
    }
    cards.write(written)
    anew = {one.pk: (one.ready, one.score, one.needs_retake) for one in PersonCard.objects.all()}
    assert written == anew
    assert len(written) == PEOPLE
    for person in Person.objects.all()[:40]:
        texts = person.search, person.name_search
        person.full_clean()
        person.save()
        assert (person.search, person.name_search) == texts
    for photo in Photo.objects.exclude(fingerprint="")[:40]:
        filed = FingerprintKey.objects.filter(photo=photo).values_list("key", flat=True)
        assert set(filed) == index_keys(photo.fingerprint)
    for work in Assessment.objects.filter(state="done")[:40]:
        assert work.analysis
        assert Analysis.from_json(work.analysis) in seen
    judged = Judgement.objects.filter(assessment__photo__judgement=F("pk"))
    assert judged.count() == Photo.objects.exclude(verdict="").count()
    assert not judged.exclude(score=F("assessment__photo__score")).exists()
    published = Photo.objects.published().count()
    assert published == Publication.objects.count() == Look.objects.count() > PEOPLE / 2
    assert Review.objects.filter(decision="use_crop").exists()
    assert Person.objects.create(employee_id="next", first_name="Amara").pk == PEOPLE + 1
