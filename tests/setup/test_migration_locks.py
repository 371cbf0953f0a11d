"""Migrations hold up nobody: the site is in use while they run, by the version before too."""

from functools import cache

import pytest
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from tests.setup.migration_locks import problems
from work.operations import AddIndexUnlocked

# Those up to the first release for more than one machine ran while nobody was at work.
NEWEST_OF_BEFORE = {
    "access": "0002",
    "audit": "0001",
    "desk": "0004",
    "directory": "0006",
    "links": "0001",
    "photos": "0010",
    "privacy": "0002",
    "tokens": "0002",
    "retakes": "0007",
    "webhooks": "0001",
    "work": "",
}
REVIEWED: dict[str, str] = {}  # "photos.0099_name": why it is harmless all the same


@cache
def loader() -> MigrationLoader:
    return MigrationLoader(None)


def newer_ones() -> list[tuple[str, str]]:
    return sorted(
        (app, name)
        for app, name in loader().disk_migrations
        if app in NEWEST_OF_BEFORE and name[:4] > NEWEST_OF_BEFORE[app]
    )


def test_no_migration_locks_a_table_that_may_be_large() -> None:
    found: list[str] = []
    for key in newer_ones():
        if ".".join(key) not in REVIEWED:
            migration = loader().get_migration(*key)
            before = loader().project_state(key, at_end=False)
            found += problems(migration, before)
    assert found == []


def test_a_review_is_of_a_migration_that_is_there() -> None:
    assert REVIEWED.keys() <= {".".join(key) for key in newer_ones()}


INDEX = models.Index(fields=["score"], name="by_score")


@pytest.mark.parametrize(
    ("operation", "word"),
    [
        (migrations.AddIndex("photo", INDEX), "AddIndexUnlocked"),
        (AddIndexUnlocked("photo", INDEX), "atomic = False"),
        (
            migrations.AddField(
                "photo", "when", models.DateTimeField(db_default=models.functions.Random())
            ),
            "in batches",
        ),
        (
            migrations.AddField("photo", "code", models.CharField(default="", db_index=True)),
            "its index",
        ),
        (migrations.AlterField("photo", "name", models.TextField()), "table anew"),
        (migrations.AlterField("photo", "name", models.CharField(max_length=5)), "table anew"),
        (
            migrations.AddConstraint(
                "photo", models.UniqueConstraint(fields=["name"], name="once")
            ),
            "AddCheckUnlocked",
        ),
        (migrations.RunPython(migrations.RunPython.noop), "no way back"),
        (migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop), "batches"),
        (migrations.RemoveField("photo", "name"), "the version before"),
        (migrations.RenameField("photo", "name", "title"), "the version before"),
    ],
)
def test_what_would_hold_up_a_site_in_use_is_told(
    operation: migrations.operations.base.Operation, word: str
) -> None:
    told = " ".join(problems(migration_of(operation), photos_before()))
    assert word in told
    assert told.startswith("photos.9999_next: ")


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("photo", "note", models.TextField(null=True)),
        migrations.AddField("photo", "rank", models.IntegerField(default=0, db_default=0)),
        migrations.AlterField("photo", "name", models.CharField(max_length=90, help_text="Why.")),
        migrations.CreateModel("Fresh", [("id", models.BigAutoField(primary_key=True))]),
        TrigramExtension(),
    ],
)
def test_what_takes_a_moment_may_be(operation: migrations.operations.base.Operation) -> None:
    assert list(problems(migration_of(operation), photos_before())) == []


def migration_of(operation: migrations.operations.base.Operation) -> migrations.Migration:
    made: type[migrations.Migration] = type(
        "Migration", (migrations.Migration,), {"operations": [operation]}
    )
    return made("9999_next", "photos")


def photos_before() -> ProjectState:
    state = ProjectState()
    fields = [("id", models.BigAutoField(primary_key=True)), ("score", models.IntegerField())]
    named = ("name", models.CharField(max_length=50))
    state.add_model(ModelState("photos", "Photo", [*fields, named]))
    return state
