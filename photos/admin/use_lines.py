"""What a photo is good for, use by use, as its page prints it."""

from dataclasses import dataclass

from photos.judgements import use_verdicts_of
from photos.models import Judgement
from photos.quality import explain
from photos.quality.use_verdicts import UseVerdict


@dataclass(frozen=True, slots=True)
class UseLine:
    """One use: its verdict, the sentence that decided, and how many pixels there are."""

    title: str
    verdict: str
    words: str
    pixels: str


def use_lines(judgement: Judgement | None) -> tuple[UseLine, ...]:
    """A line for each use; none before the photo was measured."""
    return tuple(use_line(one) for one in use_verdicts_of(judgement))


def use_line(verdict: UseVerdict) -> UseLine:
    """One of them."""
    use, decided = verdict.use, verdict.main_finding
    return UseLine(
        title=use.title,
        verdict=verdict.outcome.value,
        words=decided.message if decided else explain.best_kinds(use.shot_types),
        pixels=explain.pixels_there(verdict.sizes, use.preferred) if verdict.missing else "",
    )
