"""Agreement with people on real staff photos, where the labelled set is at hand."""

import os
from pathlib import Path

import pytest

from photos.evaluation.agreement import without_pixel_rules
from photos.evaluation.files import measure_files
from photos.evaluation.labelled import agreement_on, labelled_photos
from photos.evaluation.labels import labelled_files, read_labels
from photos.quality.standard import load_standard

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "eval"
LABELLED = Path(os.environ.get("LABELLED_PHOTOS", BESIDE))
LEAST_BALANCED_ACCURACY = 0.75


@pytest.mark.skipif(
    not (LABELLED / "labels.csv").exists(),
    reason="the labelled photos of real people are not part of the project",
)
def test_verdicts_agree_with_careful_people() -> None:
    labels = read_labels(LABELLED / "labels.csv")
    assert labels.truth == "verdict_visual"
    standard = without_pixel_rules(load_standard("headshot"))
    assessed = measure_files(labelled_files(LABELLED, labels), standard, jobs=1)
    photos = labelled_photos(labels.rows, assessed)
    assert [photo.label.file for photo in photos if photo.record.error] == []
    reached = agreement_on(photo for photo in photos if not photo.label.ambiguous)
    assert reached.balanced_accuracy.value is not None
    assert reached.balanced_accuracy.value >= LEAST_BALANCED_ACCURACY
