"""Tokens on the way back to a version that knows no departments."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import factories


def migrate_to(targets: list[tuple[str, str]]) -> None:
    MigrationExecutor(connection).migrate(targets)


@pytest.mark.django_db(transaction=True)
def test_on_the_way_back_no_token_is_widened() -> None:
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    bound = factories.token("bulk", departments=[factories.department()]).row
    free = factories.token("bulk").row
    try:
        migrate_to([("tokens", "0001_initial")])
    finally:
        migrate_to(newest)
    for token in (bound, free):
        token.refresh_from_db()
    assert (bound.is_valid, bound.scope) == (False, "hr")
    assert (free.is_valid, free.scope) == (True, "hr")
