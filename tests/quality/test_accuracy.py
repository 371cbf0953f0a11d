"""Agreement with people on real staff photos, where the labelled set is at hand."""

import os
from pathlib import Path

import pytest

from photos.evaluation.agreement import without_pixel_rules
from photos.evaluation.cross_validation import CrossValidation, cross_validate
from photos.evaluation.doses.light import skin_darkened
from photos.evaluation.doses.original import as_png, original
from photos.evaluation.files import measure_files
from photos.evaluation.labelled import LabelledPhoto, labelled_photos
from photos.evaluation.labels import labelled_files, read_labels
from photos.quality.analysis import analyse
from photos.quality.standard import load_standard
from photos.quality.verdict import judge

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "eval"
LABELLED = Path(os.environ.get("LABELLED_PHOTOS", BESIDE))
STANDARD = without_pixel_rules(load_standard("headshot"))
LEAST_BALANCED_ACCURACY, MOST_FALSE_FLAGS, MOST_UNSURE = 0.92, 0.06, 0.08
LEAST_AREA = 0.95  # under the ROC curve, of busy backgrounds
# Two careful people reach .86 on photos like these; one photo more or less is .011. It was .70
# while a small face's head was read 14 % too large, which made one verdict right by chance.
LEAST_KAPPA_ON_ALL = 0.69

pytestmark = pytest.mark.skipif(
    not (LABELLED / "labels.csv").exists(),
    reason="the labelled photos of real people are not part of the project",
)


@pytest.fixture(scope="module")
def photos() -> tuple[LabelledPhoto, ...]:
    labels = read_labels(LABELLED / "labels.csv")
    assert labels.truth == "verdict_visual"
    assessed = measure_files(labelled_files(LABELLED, labels), STANDARD, jobs=1)
    return labelled_photos(labels.rows, assessed)


@pytest.fixture(scope="module")
def crossed(photos: tuple[LabelledPhoto, ...]) -> CrossValidation:
    """Every fitted number fitted again without the photos it is tried on."""
    return cross_validate(photos, STANDARD)


def test_every_file_can_be_read(photos: tuple[LabelledPhoto, ...]) -> None:
    assert [photo.label.file for photo in photos if photo.record.error] == []


def test_verdicts_agree_with_careful_people(crossed: CrossValidation) -> None:
    reached = crossed.unambiguous
    assert (reached.balanced_accuracy.value or 0) >= LEAST_BALANCED_ACCURACY
    assert (reached.false_flags.value or 0) <= MOST_FALSE_FLAGS
    assert (reached.undecided.value or 0) <= MOST_UNSURE
    assert (crossed.all.kappa.value or 0) >= LEAST_KAPPA_ON_ALL


def test_busy_backgrounds_are_told_apart(crossed: CrossValidation) -> None:
    (busy,) = crossed.unambiguous_areas
    assert (busy.area.value or 0) >= LEAST_AREA


def test_shipped_figures_are_those_fitted_to_all_photos(crossed: CrossValidation) -> None:
    (fitted,), shipped = crossed.blends, STANDARD.blends[0]
    assert fitted.intercept == pytest.approx(shipped.intercept, rel=0.05)
    for one, other in zip(fitted.parts, shipped.parts, strict=True):
        assert one.weight == pytest.approx(other.weight, rel=0.05), one.measure


def test_darker_skin_changes_no_verdict_of_a_photo_that_people_pass(
    photos: tuple[LabelledPhoto, ...],
) -> None:
    changed = []
    for one in photos:
        if one.analysis is None or not one.analysis.faces or not one.needs_no_new_photo:
            continue
        photo = original(one.label.file, (LABELLED / one.label.file).read_bytes())
        before = judge(analyse(as_png(photo.pixels)), STANDARD).outcome
        for stops in (0.5, 1.0, 1.5):
            after = judge(analyse(as_png(skin_darkened(photo, stops))), STANDARD).outcome
            changed += [(one.label.file, stops, before, after)] if after != before else []
    assert changed == []
