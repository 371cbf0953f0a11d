"""What an erasure leaves to do once its rows are gone: files, messages, the database's pages."""

from __future__ import annotations

import logging
from time import monotonic

from django.core.cache import caches
from django.core.files.storage import storages
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from desk.photo_import import arrivals
from privacy import key_file, mentions, scrubbing
from privacy.erasure_rows import ErasedKey, LeftFile

logger = logging.getLogger(__name__)

SOON = 2.0  # seconds: what a request has for removing files, which in a bucket go one by one


def finish_soon() -> None:
    """Do what a request has the time for: keep the keys, remove files and messages."""
    keep_keys()
    remove_files(within=SOON)
    mentions.forget_messages()
    caches["pages"].clear()  # other processes find theirs out of date by the directory's clock


def finish() -> bool:
    """Do all that is left of all erasures; whether nothing is left. Call it again where not.

    Takes seconds where the database is large: for workers and commands, outside of transactions.
    """
    if not is_anything_left():
        return True
    erased = list(ErasedKey.objects.filter(finished_at=None).values_list("pk", flat=True))
    files = list(LeftFile.objects.values_list("pk", flat=True))
    keep_keys()
    remove_files()
    if not mentions.forget_messages() or not _is_scrubbed():
        return False
    with transaction.atomic():
        LeftFile.objects.filter(pk__in=files).delete()
        ErasedKey.objects.filter(pk__in=erased).update(finished_at=timezone.now())
    return not is_anything_left()


def is_anything_left() -> bool:
    """Whether some erasure is not finished."""
    return ErasedKey.objects.filter(finished_at=None).exists() or LeftFile.objects.exists()


def keep_keys() -> None:
    """Write the keys of unfinished erasures to the list outside of the database."""
    unfinished = ErasedKey.objects.filter(finished_at=None)
    key_file.append(dict(unfinished.values_list("key", "erased_at")))


def remove_files(within: float | None = None) -> None:
    """Remove the files whose rows are gone, then their names; that something was removed stays
    known until all is finished. `within` so many seconds as many as can be."""
    begun = monotonic()
    left = LeftFile.objects.exclude(name="").values_list("pk", "storage", "name")
    for pk, storage, name in list(left):
        if storage == "arrivals":
            arrivals.remove(name)  # of several slices
        else:
            storages[storage].delete(name)
        LeftFile.objects.filter(pk=pk).update(name="")
        if within is not None and monotonic() - begun > within:
            return


def _is_scrubbed() -> bool:
    if connection.in_atomic_block:
        return False
    try:
        return scrubbing.scrub()
    except DatabaseError:
        logger.exception("the database's pages could not be written anew; trying again")
        return False
