"""What a photo is good for, use by use, as its page prints it."""

from dataclasses import dataclass

from photos.models import Judgement
from photos.quality.analysis import Analysis
from photos.quality.standard import load_standard
from photos.quality.use_verdicts import UseVerdict, judge_uses, recommended_types


@dataclass(frozen=True, slots=True)
class UseLine:
    """One use: its verdict, the sentence that decided, and how many pixels there are."""

    title: str
    verdict: str
    words: str
    pixels: str


def use_lines(judgement: Judgement | None) -> tuple[UseLine, ...]:
    """A line for each use, from the stored measurements; none before there are any."""
    if judgement is None or not judgement.assessment.analysis:
        return ()
    analysis = Analysis.from_json(judgement.assessment.analysis)
    verdicts = judge_uses(analysis, load_standard(judgement.standard))
    return tuple(use_line(one) for one in verdicts)


def use_line(verdict: UseVerdict) -> UseLine:
    """One of them."""
    use, decided = verdict.use, verdict.main_finding
    suits = f"Best: {recommended_types(use)}."
    have = f"Up to {verdict.sizes[-1]} pixels" if verdict.sizes else "Too few pixels"
    return UseLine(
        title=use.title,
        verdict=verdict.outcome.value,
        words=decided.message if decided else suits,
        pixels=f"{have}; {use.preferred} are best." if verdict.missing else "",
    )
