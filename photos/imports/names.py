"""People by the name that a photo's file carries: certain ones, and likely ones to choose from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import PurePosixPath

from directory.entries import Entry
from directory.names import fold, spelt_out

MOST_SUGGESTIONS = 5
ALIKE = 0.75  # of 1: one letter in four may differ
INDEXED_LETTERS = 3  # only people who share the beginning of a word are compared
WORD = re.compile(r"[^\W\d_]+")
# What cameras, phones and people add to a file's name.
BESIDE_THE_NAME = frozenset(
    {"bild", "copy", "dsc", "final", "foto", "headshot", "image", "img", "kopie", "photo"}
    | {"picture", "portrait", "profil", "profile"}
)


class PeopleByName:
    """People, found by the words of their names in any order, accents and umlauts aside."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._exactly: dict[str, dict[str, Entry]] = defaultdict(dict)
        self._beginning: dict[str, set[str]] = defaultdict(set)
        for entry in entries:
            for key in _keys(entry.full_name):
                self._exactly[key][entry.employee_id] = entry
                for start in _starts(key):
                    self._beginning[start].add(key)

    def named(self, file_name: str) -> list[Entry]:
        """Everybody whose whole name the file carries, and nothing beside it."""
        return self._people_of(_keys(PurePosixPath(file_name).stem))

    def alike(self, file_name: str, most: int = MOST_SUGGESTIONS) -> list[Entry]:
        """Those whose names come near the file's: to ask, not to act on."""
        written = _keys(PurePosixPath(file_name).stem)
        starts = {start for key in written for start in _starts(key)}
        near = {key for start in starts for key in self._beginning.get(start, ())}
        likely = [key for key in sorted(near) if any(_has_all_words(key, own) for own in written)]
        for own in written:
            likely += get_close_matches(own, near, most, ALIKE)
        return self._people_of(likely)[:most]

    def _people_of(self, keys: Iterable[str]) -> list[Entry]:
        found: dict[str, Entry] = {}
        for key in keys:
            found |= self._exactly.get(key, {})
        return list(found.values())


def _keys(name: str) -> list[str]:
    """The name's words in alphabetical order, folded, and with umlauts as two letters."""
    spellings = (fold(name), spelt_out(name))
    keys = (" ".join(sorted(_words(spelling))) for spelling in spellings)
    return [key for key in dict.fromkeys(keys) if key]


def _words(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if word not in BESIDE_THE_NAME]


def _starts(key: str) -> set[str]:
    return {word[:INDEXED_LETTERS] for word in key.split()}


def _has_all_words(one: str, other: str) -> bool:
    """Whether all words of one, two at least, are in the other."""
    words = set(one.split()), set(other.split())
    return min(map(len, words)) > 1 and (words[0] <= words[1] or words[1] <= words[0])
