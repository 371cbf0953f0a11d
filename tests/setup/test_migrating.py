"""A migration beside a site in use gives way, and goes on once it can."""

import pytest
from django.core.management import get_commands
from django.db import OperationalError, connection, transaction

from config.migrating import TURN, Patience, answer, gently, tell

TRIES = Patience(lock_ms=30, pause=0.01, tries=2)
STEP = "ALTER TABLE links_personlink ADD COLUMN step integer"

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]


def test_a_step_that_gets_no_lock_lets_others_pass_and_succeeds_later() -> None:
    reader = connection.copy()
    tell(reader, "BEGIN")
    tell(reader, "SELECT count(*) FROM links_personlink")
    try:
        with gently(connection, TRIES), pytest.raises(OperationalError, match="lock timeout"):
            tell(connection, STEP)
        tell(reader, "SELECT count(*) FROM links_personlink")  # nobody queues before it
        tell(reader, "COMMIT")
        with gently(connection, TRIES), transaction.atomic():
            tell(connection, STEP)
            transaction.set_rollback(True)
    finally:
        reader.close()
    assert answer(connection, "SHOW lock_timeout") == "0"


def test_two_that_migrate_take_turns() -> None:
    other = connection.copy()
    asked = f"SELECT pg_try_advisory_lock({TURN})"
    try:
        with gently(connection, TRIES):
            assert not answer(other, asked)
            tell(connection, "DROP INDEX CONCURRENTLY IF EXISTS nothing_of_that_name")
            assert answer(connection, "SHOW lock_timeout") == "30ms"
        assert answer(other, asked)
    finally:
        other.close()


def test_prepare_migrates_so() -> None:
    assert get_commands()["migrate"] == "config"
