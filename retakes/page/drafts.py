"""Drafts: kept for the person alone, replaced by the next one, gone after a day."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import asdict
from functools import partial

from django.core.files.storage import storages
from django.db import transaction

from directory.models import Person
from links.models import PersonLink
from photos.intake import StoredPicture, plain_name, store_opened, sure_of_commit
from photos.quality import apart
from photos.quality.checking import Checked
from photos.storage import read_file, write_file
from retakes import states
from retakes.draft_rows import Draft
from retakes.models import Retake


def keep(
    link: PersonLink,
    retake: Retake | None,
    name: str,
    digest: str,
    checked: Checked,
    *,
    refused: bool,
) -> None:
    """Keep what was checked in place of the link's last draft, and count the try.

    `digest` is the SHA-256 of the upload. Raises UnreadablePhoto where there is no room.
    """
    with ExitStack() as undo:
        picture = store_opened(checked.master, undo)
        draft = Draft(
            person=link.person,
            link=link,
            sha256=digest,
            original_name=plain_name(name),
            analysis=checked.analysis.as_json(),
            refusals=int(refused),
            master_waits=checked.waits,
            **asdict(picture),
        )
        with sure_of_commit(undo):
            _replace(draft, retake, refused=refused)
            undo.pop_all()


@transaction.atomic
def _replace(draft: Draft, retake: Retake | None, *, refused: bool) -> None:
    Person.objects.select_for_update().get(pk=draft.person_id)
    before = Draft.objects.filter(link=draft.link_id).first()
    if before:
        draft.refusals += before.refusals
        discard([before])
    draft.save(force_insert=True)
    if retake:
        states.tried(retake, refused=refused)


def finish(draft: Draft) -> Draft | None:
    """The draft with its master made, upright and sRGB, if it waits for that.

    None where another draft has taken its place. Raises UnreadablePhoto; the draft stays then.
    """
    if not draft.master_waits:
        return draft
    with ExitStack() as undo, suppress(FileNotFoundError):  # somebody else has just finished it
        master = write_file("masters", apart.make_master(read_file(draft.master)).data, undo)
        with sure_of_commit(undo):
            if _give_master(draft, master):
                undo.pop_all()
    return Draft.objects.filter(pk=draft.pk, master_waits=False).first()


@transaction.atomic
def _give_master(draft: Draft, master: str) -> bool:
    """Whether this very call gave it to the draft, in place of the file that it was made of."""
    waiting = Draft.objects.filter(pk=draft.pk, master_waits=True)
    is_given = bool(waiting.update(master=master, master_waits=False))
    if is_given:
        transaction.on_commit(partial(_remove_files, [str(draft.master)]), robust=True)
    return is_given


def discard(drafts: Iterable[Draft]) -> None:
    """Remove drafts with their files, once the transaction has ended well."""
    for draft in drafts:
        draft.delete()
        transaction.on_commit(partial(_remove_files, draft.file_names), robust=True)


def remove_old() -> None:
    """Remove the drafts of yesterday. The rows go last: what a crash leaves is found again."""
    for pk in Draft.objects.old().values_list("pk", flat=True):
        with transaction.atomic():
            for draft in Draft.objects.select_for_update().filter(pk=pk):
                _remove_files(draft.file_names)
                draft.delete()


def picture_of(draft: Draft) -> StoredPicture:
    """What a photo needs to know of a draft's files, which are finished."""
    if draft.master_waits:
        raise ValueError("the draft has no master yet")
    master, preview, thumbnail = draft.file_names
    return StoredPicture(
        master=master,
        preview=preview,
        thumbnail=thumbnail,
        format=draft.format,
        width=draft.width,
        height=draft.height,
        captured_at=draft.captured_at,
    )


def refusals(retake: Retake | None, draft: Draft) -> int:
    """How many photos the machine has refused the person, of this request or by this link."""
    return retake.refusals if retake else draft.refusals


def _remove_files(names: Iterable[str]) -> None:
    for name in names:
        storages["private"].delete(name)
