"""Mails that lie in a folder because no server takes them: whose they are, by their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy

from django.core.files.storage import storages

from photos.models import PersonCard
from photos.storage import stored_names

STORAGE, NOBODY = "mail", "nobody"
# As config.mail_folder names them: when, about whom by their random key, a word of chance.
NAME = re.compile(r"[0-9]{8}T[0-9]{12}-(?P<about>[0-9a-f]{32}|nobody)-[0-9a-f]{8}\.eml")


def mail_files() -> Iterator[tuple[str, str]]:
    """Each file with the random key of whom it is about, or "nobody"."""
    for name in stored_names(storages[STORAGE]):
        if found := NAME.fullmatch(name):
            yield name, found["about"]


def words_of(name: str) -> str:
    """All that the mail says and to whom; "" for one that is gone."""
    try:
        with storages[STORAGE].open(name) as file:
            mail = message_from_bytes(file.read(), policy=policy.default)
    except FileNotFoundError:
        return ""
    body = mail.get_body(("plain",))
    return f"{mail['To']}\n{mail['Subject']}\n{body.get_content() if body else ''}"


def remove_lost() -> None:
    """Remove mails to people who are gone: who was erased while one was being written."""
    for name in lost_files():
        storages[STORAGE].delete(name)


def lost_files() -> list[str]:
    """The names of mails to people who are gone."""
    files = [(name, about) for name, about in mail_files() if about != NOBODY]
    keys = {about for _name, about in files}
    there = set(PersonCard.objects.filter(key__in=keys).values_list("key", flat=True))
    return [name for name, about in files if about not in there]
