"""Edges proposed from people's own labels, with what they would gain; nothing is applied."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from photos.evaluation.edges import Edge
from photos.evaluation.effects import Change, Effect, Shift

LEAST_EVIDENCE = 20  # photos of either kind: below, one photo moves a share by 5 points


class Advice(StrEnum):
    """What to do with an edge."""

    MOVE = "move"
    KEEP = "keep"
    TOO_FEW = "too few"


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many photos speak about a rule: with and without what it looks for."""

    question: str
    bad: int
    good: int

    @property
    def is_enough(self) -> bool:
        """Whether there are at least twenty of either kind."""
        return min(self.bad, self.good) >= LEAST_EVIDENCE


@dataclass(frozen=True, slots=True)
class EdgeProposal:
    """What the labels say of one edge.

    `best` is the edge chosen on all photos, `in_fold` its effect on the same photos.
    `by_fold` are the edges chosen without each fold, and `out_of_fold` the effect of each
    on the fold left out, all folds together: the honest one; `shift` counts the photos
    behind it. `changed` are the files that would get another verdict. Without enough
    evidence the rest is None and empty.
    """

    title: str
    now: Edge
    advice: Advice
    why: str
    evidence: Evidence
    best: Edge | None = None
    by_fold: tuple[Edge, ...] = ()
    in_fold: Effect | None = None
    out_of_fold: Effect | None = None
    shift: Shift | None = None
    changed: tuple[Change, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The fields as plain values."""
        return {
            "rule": self.now.rule,
            "side": self.now.side,
            "now": self.now.value,
            "advice": self.advice.value,
            "why": self.why,
            "question": self.evidence.question,
            "bad": self.evidence.bad,
            "good": self.evidence.good,
            "best": self.best and self.best.value,
            "by_fold": [edge.value for edge in self.by_fold],
            "in_fold": self.in_fold and self.in_fold.as_json(),
            "out_of_fold": self.out_of_fold and self.out_of_fold.as_json(),
            "shift": self.shift and self.shift.as_json(),
            "changed": [one.as_json() for one in self.changed],
        }


@dataclass(frozen=True, slots=True)
class Proposal:
    """Every edge's proposal, and what those to be moved amount to together."""

    before: Effect
    edges: tuple[EdgeProposal, ...]
    together: Effect
    together_out_of_fold: Effect
    shift: Shift
    changed: tuple[Change, ...]
    toml: str

    def as_json(self) -> dict[str, Any]:
        """The fields as plain values."""
        return {
            "before": self.before.as_json(),
            "edges": [one.as_json() for one in self.edges],
            "together": self.together.as_json(),
            "together_out_of_fold": self.together_out_of_fold.as_json(),
            "shift": self.shift.as_json(),
            "changed": [one.as_json() for one in self.changed],
            "toml": self.toml,
        }
