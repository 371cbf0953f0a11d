"""What became of people's photos in a company: how many stand how."""

from __future__ import annotations

from dataclasses import dataclass

from photos.models import PUBLISHED_STATES, Outcome, Photo, Review

STATES, DECISIONS = Photo.State, Review.Decision


@dataclass(frozen=True, slots=True)
class Fate:
    """A photo's state, what the machine says of it, and what a person decided."""

    state: str
    verdict: str = ""
    decision: str = ""

    @property
    def is_published(self) -> bool:
        """Whether the intranet shows it."""
        return self.state in PUBLISHED_STATES


APPROVED = Fate(STATES.APPROVED, Outcome.PASS, DECISIONS.APPROVE)
REPLACED = Fate(STATES.SUPERSEDED, Outcome.PASS, DECISIONS.APPROVE)


@dataclass(frozen=True, slots=True)
class Sort:
    """A `share` of the people, with their newest photo; a share of them, `earlier`, has a photo
    of before that the intranet shows meanwhile."""

    share: float
    newest: Fate | None
    earlier: float = 0.0

    def fates(self, luck: float, replaced: int) -> tuple[Fate, ...]:
        """Of one person's photos, the newest first; `luck` is 0 to 1."""
        if self.newest is None:
            return ()
        shown = (APPROVED,) if luck < self.earlier else ()
        return (self.newest, *shown, *(REPLACED,) * replaced)


# Some years into using it: two in three are published, one in four waits for a decision.
MIXED = (
    Sort(0.07, None),
    Sort(0.50, APPROVED),
    Sort(0.05, Fate(STATES.APPROVED, Outcome.FIX, DECISIONS.USE_CROP)),
    Sort(0.03, Fate(STATES.WAIVED, Outcome.UNSURE, DECISIONS.WAIVE)),
    Sort(0.08, Fate(STATES.IN_REVIEW, Outcome.PASS), earlier=0.5),
    Sort(0.05, Fate(STATES.IN_REVIEW, Outcome.FIX), earlier=0.3),
    Sort(0.09, Fate(STATES.IN_REVIEW, Outcome.RETAKE), earlier=0.3),
    Sort(0.03, Fate(STATES.IN_REVIEW, Outcome.UNSURE)),
    Sort(0.06, Fate(STATES.RETAKE_ASKED, Outcome.RETAKE, DECISIONS.ASK_RETAKE), earlier=0.3),
    Sort(0.03, Fate(STATES.WAITING)),
    Sort(0.01, Fate(STATES.FAILED)),
)
EVERYBODY_PUBLISHED = (Sort(1.0, APPROVED),)
