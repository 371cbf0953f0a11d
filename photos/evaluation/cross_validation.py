"""Agreement on photos that nothing was fitted to: every blend fitted again without them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from photos.evaluation.agreement import Agreement
from photos.evaluation.discrimination import Discrimination, discrimination
from photos.evaluation.effects import FOLDS, fold_of
from photos.evaluation.fitting import Case, refitted
from photos.evaluation.labelled import LabelledPhoto, agreement_on
from photos.evaluation.questions import QUESTIONS, Question
from photos.quality.blend import Blend
from photos.quality.record import judged
from photos.quality.standard import Standard
from photos.quality.verdict import judge

# Which question a blend answers: people's answers are what it is fitted to.
ANSWERS = {"background_busyness": "Busy background"}


@dataclass(frozen=True, slots=True)
class CrossValidation:
    """The agreement of verdicts in which each photo was judged by blends that were fitted to
    the other folds, how well those blends tell their own question apart, and the blends as
    fitted to all photos."""

    unambiguous: Agreement
    all: Agreement
    unambiguous_areas: tuple[Discrimination, ...]
    all_areas: tuple[Discrimination, ...]
    blends: tuple[Blend, ...]

    def as_json(self) -> dict[str, Any]:
        """The whole of it as plain values."""
        return {
            "folds": FOLDS,
            "unambiguous": self.unambiguous.as_json(),
            "all": self.all.as_json(),
            "areas": {
                "unambiguous": [one.as_json() for one in self.unambiguous_areas],
                "all": [one.as_json() for one in self.all_areas],
            },
            "blends": [
                {
                    "name": one.name,
                    "origin": one.origin,
                    "intercept": one.intercept,
                    "weights": {part.measure: part.weight for part in one.parts},
                }
                for one in self.blends
            ],
        }


def cross_validate(photos: Sequence[LabelledPhoto], standard: Standard) -> CrossValidation:
    """Judge each photo by a standard whose blends were fitted to the other four folds.

    Raises fitting.TooFewPhotos where the labels answer a blend's question too seldom.
    """
    folds = [fold_of(one.label.file) for one in photos]
    again: list[LabelledPhoto] = []
    for fold in range(FOLDS):
        others = [one for one, its in zip(photos, folds, strict=True) if its != fold]
        theirs = [one for one, its in zip(photos, folds, strict=True) if its == fold]
        fitted = fitted_to(others, standard)
        again += [judged_by(one, fitted) for one in theirs]
    names = set(ANSWERS) & {one.name for one in standard.blends}
    clear = [one for one in again if not one.label.ambiguous]
    return CrossValidation(
        unambiguous=agreement_on(clear),
        all=agreement_on(again),
        unambiguous_areas=areas(clear, standard),
        all_areas=areas(again, standard),
        blends=tuple(one for one in fitted_to(photos, standard).blends if one.name in names),
    )


def areas(photos: Sequence[LabelledPhoto], standard: Standard) -> tuple[Discrimination, ...]:
    """How well each blend's rule tells its question apart, by the values it was judged by."""
    return tuple(
        discrimination(ANSWERS[rule.measure], question(rule.measure).answer, rule, photos)
        for rule in standard.rules
        if rule.measure in ANSWERS
    )


def fitted_to(photos: Iterable[LabelledPhoto], standard: Standard) -> Standard:
    """The standard with every blend fitted to these photos."""
    shown = list(photos)
    for blend in standard.blends:
        if blend.name in ANSWERS:
            standard = refitted(standard, blend.name, cases(shown, question(blend.name)))
    return standard


def question(blend_name: str) -> Question:
    """The question that the blend answers."""
    (found,) = (one for one in QUESTIONS if one.title == ANSWERS[blend_name])
    return found


def cases(photos: Iterable[LabelledPhoto], asked: Question) -> list[Case]:
    """The photos with a face for which people answered the question."""
    return [
        Case(one.analysis, bool(asked.answer(one.label)), one.label.ambiguous)
        for one in photos
        if one.analysis and one.analysis.faces and asked.answer(one.label) is not None
    ]


def judged_by(photo: LabelledPhoto, standard: Standard) -> LabelledPhoto:
    """The photo judged by another standard, from its stored numbers."""
    if photo.analysis is None:
        return photo
    verdict = judge(photo.analysis, standard)
    record = judged(photo.record.file, verdict, photo.analysis, photo.record.elapsed_ms)
    return replace(photo, record=record)
