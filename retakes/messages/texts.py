"""The texts that messages are made from: HR's own, else the shipped ones beside this file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from retakes.messages.rows import MessageTemplate

FOLDER = Path(__file__).parent / "texts"


class Text(NamedTuple):
    """A message's subject and body, with placeholders."""

    subject: str
    body: str


@cache
def shipped(kind: str, language: str) -> Text:
    """The text that comes with Sameframe: the file's first line, and what follows it."""
    written = (FOLDER / language / f"{kind}.txt").read_text(encoding="utf-8")
    subject, _, body = written.partition("\n")
    return Text(subject.strip(), body.strip())


def text_for(kind: str, language: str) -> Text:
    """The text that is sent."""
    own = MessageTemplate.objects.filter(kind=kind, language=language).first()
    return Text(own.subject, own.body) if own else shipped(kind, language)
