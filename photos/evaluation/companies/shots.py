"""Which photos made-up people have, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from directory.models import Person
from photos.evaluation.companies.fingerprints import Fingerprint, draw_fingerprints
from photos.evaluation.companies.sorts import Fate, Sort
from photos.evaluation.companies.variants import NOT_JUDGED, Variant
from photos.models import Outcome, Photo

SPAN = timedelta(days=2_500)  # in which newest photos came in
BETWEEN = timedelta(days=400)  # one photo of a person and the next
SCORES: dict[str, tuple[int, int]] = {
    Outcome.PASS: (80, 100),
    Outcome.FIX: (50, 79),
    Outcome.UNSURE: (50, 79),
    Outcome.RETAKE: (0, 49),
}
STEP = 37  # prime, so that neighbours have different scores
FACTS = ("verdict", "score", "main_rule", "main_reason")
SHARES_WITH_MORE = (0.80, 0.14, 0.06)  # of people with 0, 1 and 2 photos that were replaced


@dataclass(frozen=True, slots=True)
class Shot:
    """One photo: `variant` is what was measured, None where nothing was yet."""

    id: int
    person: Person
    fate: Fate
    variant: Variant | None
    is_current: bool
    uploaded_at: datetime
    print: Fingerprint

    @property
    def score(self) -> int | None:
        """Somewhere among those of its verdict, as real ones are."""
        if self.variant is None:
            return None
        low, high = SCORES[self.fate.verdict]
        return low + self.id * STEP % (high - low + 1)

    @property
    def facts(self) -> tuple[Any, ...]:
        """What the photo repeats of its judgement: FACTS."""
        known = self.variant.facts if self.variant else NOT_JUDGED
        return (self.fate.verdict, self.score, *known)

    @property
    def digest(self) -> str:
        """64 hexadecimal digits that no other photo has."""
        return f"{self.id:016x}{self.print.digits[:48]}"

    @property
    def row(self) -> Photo:
        """What a card is made from."""
        facts = dict(zip(FACTS, self.facts, strict=True))
        return Photo(id=self.id, state=self.fate.state, **facts)


@dataclass(slots=True)
class Shots:
    """Photos by chance, with ids from `next_id` on."""

    random: np.random.Generator
    sorts: Sequence[Sort]
    variants: dict[str, list[Variant]]
    now: datetime
    next_id: int = 1

    def draw(self, people: Sequence[Person]) -> list[list[Shot]]:
        """Each person's, the newest first."""
        count = len(people)
        shares = np.array([sort.share for sort in self.sorts])
        kinds = self.random.choice(len(self.sorts), size=count, p=shares / shares.sum())
        more = self.random.choice(len(SHARES_WITH_MORE), size=count, p=SHARES_WITH_MORE)
        earlier, ages = self.random.random((2, count)).tolist()
        fates = [
            self.sorts[kind].fates(luck, further)
            for kind, luck, further in zip(kinds.tolist(), earlier, more.tolist(), strict=True)
        ]
        prints = iter(draw_fingerprints(self.random, sum(map(len, fates))))
        return [
            list(self.of(person, theirs, self.now - age * SPAN, prints))
            for person, theirs, age in zip(people, fates, ages, strict=True)
        ]

    def of(
        self,
        person: Person,
        fates: Sequence[Fate],
        newest: datetime,
        prints: Iterator[Fingerprint],
    ) -> Iterator[Shot]:
        """One person's."""
        for place, fate in enumerate(fates):
            alike = self.variants.get(fate.verdict, [])
            yield Shot(
                id=self.next_id,
                person=person,
                fate=fate,
                variant=alike[self.next_id % len(alike)] if alike else None,
                is_current=not place,
                uploaded_at=newest - place * BETWEEN,
                print=next(prints),
            )
            self.next_id += 1
