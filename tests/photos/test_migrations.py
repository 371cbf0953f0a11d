"""Rows outlive a migration, forward and back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from photos.jobs import rerender
from photos.models import FingerprintKey, Look, PersonCard, Photo
from tests import factories

BEFORE = [("photos", "0001_initial")]


def migrate_to(targets: list[tuple[str, str]]) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)


@pytest.mark.django_db(transaction=True)
def test_rows_outlive_the_way_back_to_the_first_version_and_forth() -> None:
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    measured = factories.filed(factories.judged_photo(factories.person("e1001")))
    published = factories.published_photo(factories.person("e1002"))
    person = factories.person("e1003")
    general = factories.published_photo(person)
    badge = factories.published_photo(person, purpose="badge")
    key = person.card.key
    assert measured.fingerprint
    try:
        migrate_to(BEFORE)
        there = connection.introspection.table_names()
        assert not {"photos_fingerprintkey", "photos_look"} & set(there)
    finally:
        migrate_to(newest)
    for photo in (measured, published, general, badge):
        photo.refresh_from_db()
    # Without a fingerprint until it is measured again.
    assert (measured.fingerprint, measured.verdict) == ("", "pass")
    assert not FingerprintKey.objects.exists()
    assert list(Photo.objects.same_picture_as(measured)) == []
    assert factories.filed(measured).fingerprint
    # Published all along, and the look of teams can be made.
    assert published.is_published
    assert rerender.publish_anew(published.person_id) == 1
    assert Look.objects.get().photo == published
    # A photo for one use is an earlier one on the way back.
    assert (badge.state, badge.is_current) == (Photo.State.SUPERSEDED, False)
    assert general.is_current
    assert general.is_published
    assert len(PersonCard.objects.get(person=person).key) == len(key)
