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
def test_a_stored_photo_has_no_fingerprint_until_it_is_measured_again() -> None:
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    photo = factories.filed(factories.judged_photo(factories.person("e1001")))
    assert photo.fingerprint
    try:
        migrate_to(BEFORE)
        assert "photos_fingerprintkey" not in connection.introspection.table_names()
    finally:
        migrate_to(newest)
    photo.refresh_from_db()
    assert (photo.fingerprint, photo.verdict) == ("", "pass")
    assert not FingerprintKey.objects.exists()
    assert list(Photo.objects.same_picture_as(photo)) == []
    assert factories.filed(photo).fingerprint


@pytest.mark.django_db(transaction=True)
def test_published_photos_outlive_the_looks_of_teams() -> None:
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    photo = factories.published_photo(factories.person("e1001"))
    try:
        migrate_to([("photos", "0002_photo_fingerprint")])
        assert "photos_look" not in connection.introspection.table_names()
    finally:
        migrate_to(newest)
    photo.refresh_from_db()
    assert photo.is_published
    assert rerender.publish_anew(photo.person_id) == 1
    assert Look.objects.get().photo == photo


@pytest.mark.django_db(transaction=True)
def test_a_photo_for_one_use_is_an_earlier_one_on_the_way_back() -> None:
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    person = factories.person("e1001")
    general = factories.published_photo(person)
    badge = factories.published_photo(person, purpose="badge")
    key = person.card.key
    try:
        migrate_to([("photos", "0002_photo_fingerprint")])
    finally:
        migrate_to(newest)
    badge.refresh_from_db()
    general.refresh_from_db()
    assert (badge.state, badge.is_current) == (Photo.State.SUPERSEDED, False)
    assert general.is_current
    assert general.is_published
    fresh = PersonCard.objects.get(person=person)
    assert len(fresh.key) == len(key)
