"""From a text with placeholders to what a mail is made of; HTML and text come from the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retakes.messages.placeholders import PLACEHOLDER

POINT = "- "


@dataclass(frozen=True, slots=True)
class Values:
    """What stands in the place of the placeholders, in the reader's language; "" and () for
    what there is not."""

    first_name: str
    company: str
    due: str = ""
    note: str = ""
    day: str = ""
    place: str = ""
    day_note: str = ""
    link: str = ""
    reasons: tuple[str, ...] = ()
    what_stays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of `lines`, a list of `points`, or a button that leads to the `link`."""

    lines: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    link: str = ""


def filled(line: str, values: Values) -> str:
    """One line with its values, as one line. What a value says is not read for placeholders."""
    said = PLACEHOLDER.sub(lambda found: str(getattr(values, found[1], "")), line)
    return " ".join(said.split())


def blocks_of(body: str, values: Values) -> tuple[Block, ...]:
    """The text's paragraphs, lists and buttons in their order."""
    paragraphs = re.split(r"\n\s*\n", body.replace("\r\n", "\n").strip())
    shown = (one for one in paragraphs if _has_all_values(one, values))
    return tuple(block for one in shown for block in _blocks_in(one, values))


def _has_all_values(paragraph: str, values: Values) -> bool:
    return all(getattr(values, name, "") for name in PLACEHOLDER.findall(paragraph))


def _blocks_in(paragraph: str, values: Values) -> Iterator[Block]:
    lines: list[str] = []
    points: list[str] = []
    for line in (one.strip() for one in paragraph.split("\n")):
        more = _points_in(line, values)
        is_link = line == "{link}"
        if points and not more:
            yield Block(points=tuple(points))
            points = []
        if lines and (more or is_link):
            yield Block(lines=tuple(lines))
            lines = []
        points += more
        if is_link:
            yield Block(link=values.link)
        elif not more:
            lines.append(filled(line, values))
    if lines:
        yield Block(lines=tuple(lines))
    if points:
        yield Block(points=tuple(points))


def _points_in(line: str, values: Values) -> tuple[str, ...]:
    if line == "{reasons}":
        return values.reasons
    if line == "{what_stays}":
        return values.what_stays
    return (filled(line.removeprefix(POINT), values),) if line.startswith(POINT) else ()
