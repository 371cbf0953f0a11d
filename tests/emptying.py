"""Empties the tables after a test that commits, as Django's flush does, in a tenth of its time."""

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.sql import emit_post_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connection
from django.test import TransactionTestCase

from audit.guard import opened
from config.engines import PROCRASTINATE

# As migrating made them; to make them anew takes longer than all else.
KEPT = {"auth_permission", "django_content_type"}
# Not Django's to make, and so not in its list.
QUEUE = ("procrastinate_periodic_defers", "procrastinate_events", "procrastinate_jobs")


def empty_tables(case: TransactionTestCase) -> None:
    """Remove all rows but those of KEPT. Truncating would let PostgreSQL make files anew."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    known = set(tables) - KEPT
    queue = QUEUE if settings.ENGINE == PROCRASTINATE else ()
    statements = [f'DELETE FROM "{name}"' for name in (*sorted(known), *queue)]
    at_once = connection.vendor == "postgresql"
    with opened(), connection.cursor() as cursor:
        for statement in [";".join(statements)] if at_once else statements:
            cursor.execute(statement)
    if not are_whole():
        emit_post_migrate_signal(verbosity=0, interactive=False, db=DEFAULT_DB_ALIAS)


def are_whole() -> bool:
    """Whether the rows of KEPT are all there: going back to an earlier version removes some."""
    models = apps.get_models()
    named = [(*one._meta.default_permissions, *one._meta.permissions) for one in models]
    permissions = sum(map(len, named))
    found = (ContentType.objects.count(), Permission.objects.count())
    return found == (len(models), permissions)
