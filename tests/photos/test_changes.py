"""The directory's clock under several hands at once."""

import threading

import pytest
from django.db import connection, transaction

from photos import cards, changes
from photos.models import PersonCard
from tests import factories


@pytest.mark.django_db
def test_dates_never_go_back() -> None:
    seen = []
    for _ in range(3):
        factories.person()
        seen.append(changes.newest_change())
    assert None not in seen
    assert seen == sorted(set(seen), key=str)


@pytest.mark.django_db
def test_nothing_new_leaves_the_clock_alone() -> None:
    factories.person()
    assert changes.newest_change() == changes.newest_change()


@pytest.mark.django_db(transaction=True)
def test_a_change_is_dated_when_it_was_committed_not_when_it_was_made() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    late = factories.person()
    made, go_on = threading.Event(), threading.Event()

    def change_slowly() -> None:
        try:
            with transaction.atomic():
                type(late).objects.filter(pk=late.pk).update(first_name="Late")
                cards.write([late.pk])
                made.set()
                go_on.wait(10)
        finally:
            connection.close()

    slow = threading.Thread(target=change_slowly)
    slow.start()
    made.wait(10)
    factories.person()
    seen_meanwhile = changes.newest_change()
    go_on.set()
    slow.join()
    changes.newest_change()
    dated = PersonCard.objects.get(person=late).changed_at
    assert seen_meanwhile is not None
    assert dated is not None
    assert dated > seen_meanwhile
