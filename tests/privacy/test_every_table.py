"""Every table is thought of: in erasures, in copies, or written down here with the reason."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from directory.models import Person
from photos.models import Photo
from privacy.belongings import belongings, pointing_at
from privacy.exporting import LEFT_OUT_COLUMNS, LEFT_OUT_TABLES

ANONYMOUS = "Counts, medians or settings of departments or of the company."
OF_USERS = "About those who log in, not about those who are photographed."
RANDOM = "A key of chance, a moment, a department: nothing leads back to who it was."
# Tables that no foreign key ties to a person, with the reason why nobody is in them, or with
# what privacy.mentions does about it.
OTHERS = {
    "access.Identity": OF_USERS,
    "access.Meter": "Keyed hashes of who came how often, until they have run out.",
    "admin.LogEntry": "privacy.mentions.forget_admin_log",
    "audit.Event": "People by their random key, fields by name, no values.",
    "auth.Group": OF_USERS,
    "auth.Permission": OF_USERS,
    "auth.User": OF_USERS,
    "contenttypes.ContentType": "Names of tables.",
    "desk.DayCount": ANONYMOUS,
    "desk.PhotoImport": "An import; its files are desk.ImportedFile.",
    "desk.Prices": ANONYMOUS,
    "desk.SavedList": "privacy.mentions.forget_saved_lists",
    "directory.Department": ANONYMOUS,
    "directory.DepartmentAccess": OF_USERS,
    "django_tasks_database.DBTaskResult": "privacy.mentions.forget_messages and forget_tracebacks",
    "photos.BulkDecision": "privacy.mentions.forget_reasons",
    "photos.DepartmentStandard": ANONYMOUS,
    "photos.DirectoryClock": "One moment.",
    "photos.OwnStandard": ANONYMOUS,
    "photos.RemovedCard": RANDOM,
    "photos.StandardChoice": "Rules with a note by HR about rules; docs/privacy.md says so.",
    "photos.StandardVersion": "Rules with a note by HR about rules; docs/privacy.md says so.",
    "photos.TeamBaseline": ANONYMOUS,
    "photos.TeamScore": ANONYMOUS,
    "privacy.ErasedKey": RANDOM,
    "privacy.LeftFile": "Random names of files, until they are removed.",
    "privacy.PurgeDay": "One day.",
    "retakes.MessageTemplate": "Words for everybody, with placeholders for names.",
    "retakes.PhotoDay": "A day and a place; the photographer's name, said in docs/privacy.md.",
    "retakes.RetakeSettings": "How retakes go, for the company.",
    "sessions.Session": "privacy.mentions.forget_session_messages",
    "tokens.ApiToken": OF_USERS,
    "webhooks.Delivery": "privacy.mentions.forget_deliveries",
    "webhooks.Endpoint": "An address of another system, with events and departments.",
    "work.Failure": "privacy.mentions.forget_messages and forget_tracebacks",
    "work.Job": "What is to be done and how far it is, by ids and counts.",
    "work.Pause": OF_USERS,
    "work.Slot": "Names of functions.",
    "work.WorkerHeartbeat": "Names of machines and functions.",
}
# Foreign keys to people or photos that only let go: the row stays, and is not the person's.
LETTING_GO = {
    "photos.TeamBaseline.reference": "A department's median counts again.",
}


def test_every_table_goes_with_the_person_or_is_known_to_hold_nobody() -> None:
    theirs = {one.label for one in belongings()}
    tables = {model._meta.label for model in apps.get_models() if model._meta.managed}
    assert tables - theirs - set(OTHERS) == set(), "say in which of the two they belong"
    assert theirs & set(OTHERS) == set()


def test_no_key_to_a_person_or_photo_outlives_them_unseen() -> None:
    theirs = {one.model for one in belongings()}
    loose = {
        f"{relation.related_model._meta.label}.{relation.field.name}"
        for model in theirs
        for relation in pointing_at(model)
        if relation.on_delete is not models.CASCADE and relation.related_model not in theirs
    }
    assert loose == set(LETTING_GO)


def test_whatever_a_copy_leaves_out_is_there_to_be_left_out() -> None:
    columns = {
        f"{one.label}.{field.name}" for one in belongings() for field in one.model._meta.fields
    }
    tables = {one.label for one in belongings()}
    installed = {config.label for config in apps.get_app_configs() if config.models_module}
    known = {name for name in LEFT_OUT_COLUMNS if name.split(".")[0] in installed}
    assert known <= columns
    assert set(LEFT_OUT_TABLES) <= tables


def test_every_stored_file_lies_where_erasures_look_for_it() -> None:
    private = Photo.master.field.storage
    fields = [
        one.model._meta.get_field(name) for one in belongings(Person) for name in one.file_fields
    ]
    assert {id(field.storage) for field in fields if isinstance(field, models.FileField)} == {
        id(private)
    }
