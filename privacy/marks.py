"""What people are told by in free text: in a file's name, a saved search, a message."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from directory.models import Person
from directory.names import fold, spelt_out

WORD = re.compile(r"[^\W_]+")
DISTINCT = 4  # characters: a shorter employee id is a number in many files' names


class Marks:
    """The values by which some people are found again in a text."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.person_ids = frozenset(person.pk for person in people)
        self.texts = tuple(
            text
            for one in people
            for text in (one.email, one.full_name)
            if " " in text or "@" in text
        )
        self._emails = [fold(person.email) for person in people if person.email]
        badges = [person.badge_number for person in people if person.badge_number]
        self._ids = [fold(one) for one in [*(person.employee_id for person in people), *badges]]
        spellings = {spell(person.full_name) for person in people for spell in (fold, spelt_out)}
        names = [WORD.findall(name) for name in spellings]
        # A first name alone is many people's.
        self._names = [frozenset(words) for words in names if len(words) > 1]
        self._joined = {
            "".join(way) for words in names if len(words) > 1 for way in (words, words[::-1])
        }
        self._single = {words[0] for words in names if len(words) == 1}

    def are_in(self, text: str) -> bool:
        """Whether the text names one of them: by address, id, or first and last name in any
        order, spelling of umlauts and case."""
        folded = fold(text)
        words = {*WORD.findall(folded), *WORD.findall(spelt_out(text))}
        return (
            any(email in folded for email in self._emails)
            or any(self._is_id(one, folded, words) for one in self._ids)
            or any(name <= words for name in self._names)
            or not self._joined.isdisjoint(words)
            or PurePosixPath(folded).stem.strip() in self._single
        )

    @staticmethod
    def _is_id(own: str, folded: str, words: set[str]) -> bool:
        if PurePosixPath(folded).stem == own:
            return True
        if len(own) < DISTINCT:
            return False
        return own in words or (WORD.fullmatch(own) is None and own in folded)
