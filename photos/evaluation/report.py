"""Everything an evaluation found, as values: what tables, JSON and the HTML report show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from photos.evaluation.agreement import Agreement
from photos.evaluation.calibration import Calibration, calibrations
from photos.evaluation.cross_validation import CrossValidation, cross_validate
from photos.evaluation.discrimination import Discrimination, by_question, on_new_photo
from photos.evaluation.labelled import LabelledPhoto, agreement_on
from photos.evaluation.labels import AMBIGUOUS, Labels
from photos.evaluation.proposal import Proposal
from photos.evaluation.proposing import propose
from photos.evaluation.slices import Slice, slices
from photos.evaluation.wrong import WrongPhoto, wrong_photos
from photos.quality.analysis import ENGINE_VERSION
from photos.quality.standard import Standard


@dataclass(frozen=True, slots=True)
class Report:
    """An evaluation. `truth` is the labels' column; `errors` are the sentences about files that
    cannot be read, which count as retakes; `without_face` are the files that show no face, and
    `not_assessed` counts the other photos on which a rule found no number. `proposal` and
    `cross_validation` only where asked for."""

    standard: str
    standard_version: str
    engine_version: str
    truth: str
    tells_ambiguous: bool
    unambiguous: Agreement
    all: Agreement
    questions: tuple[Discrimination, ...]
    rules: tuple[Discrimination, ...]
    calibration: tuple[Calibration, ...]
    slices: tuple[Slice, ...]
    wrong: tuple[WrongPhoto, ...]
    without_face: tuple[str, ...]
    not_assessed: Mapping[str, int]
    errors: Mapping[str, str]
    proposal: Proposal | None = None
    cross_validation: CrossValidation | None = None

    def as_json(self) -> dict[str, Any]:
        """The whole report as plain values, under stable keys."""
        return {
            "standard": {"name": self.standard, "version": self.standard_version},
            "engine_version": self.engine_version,
            "truth": self.truth,
            "unambiguous": self.unambiguous.as_json(),
            "all": self.all.as_json(),
            "discrimination": {
                "questions": [one.as_json() for one in self.questions],
                "rules": [one.as_json() for one in self.rules],
            },
            "calibration": [one.as_json() for one in self.calibration],
            "slices": [one.as_json() for one in self.slices],
            "wrong": [one.as_json() for one in self.wrong],
            "without_face": list(self.without_face),
            "not_assessed": dict(self.not_assessed),
            "errors": dict(self.errors),
            "proposal": self.proposal and self.proposal.as_json(),
            "cross_validation": self.cross_validation and self.cross_validation.as_json(),
        }


def report_on(photos: tuple[LabelledPhoto, ...], labels: Labels, standard: Standard) -> Report:
    """Hold what was judged by `standard` against the labels."""
    readable = [photo for photo in photos if photo.analysis]
    faces = [photo for photo in readable if photo.record.faces]
    return Report(
        standard=standard.name,
        standard_version=standard.version,
        engine_version=ENGINE_VERSION,
        truth=labels.truth,
        tells_ambiguous=AMBIGUOUS in labels.columns,
        unambiguous=agreement_on(photo for photo in photos if not photo.label.ambiguous),
        all=agreement_on(photos),
        questions=by_question(photos, labels.columns, standard),
        rules=on_new_photo(photos, standard),
        calibration=calibrations(photos, labels.columns),
        slices=slices(photos, labels.columns),
        wrong=wrong_photos(photos),
        without_face=tuple(one.label.file for one in readable if not one.record.faces),
        not_assessed={
            rule.id: missing for rule in standard.rules if (missing := unmeasured(rule.id, faces))
        },
        errors={one.record.file: one.record.error for one in photos if one.record.error},
    )


def unmeasured(rule: str, photos: list[LabelledPhoto]) -> int:
    """On how many photos the rule has no number."""
    return sum(photo.value(rule) is None for photo in photos)


def with_proposal(
    report: Report, photos: tuple[LabelledPhoto, ...], labels: Labels, standard: Standard
) -> Report:
    """The report with edges proposed from the labels."""
    return replace(report, proposal=propose(photos, labels.columns, standard))


def with_cross_validation(
    report: Report, photos: tuple[LabelledPhoto, ...], standard: Standard
) -> Report:
    """The report with the agreement on photos that no blend was fitted to. Raises
    fitting.TooFewPhotos."""
    return replace(report, cross_validation=cross_validate(photos, standard))
