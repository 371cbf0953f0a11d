"""Agreement with people on real staff photos, where the labelled set is at hand."""

import os
from pathlib import Path

import pytest

from photos.evaluation.agreement import agreement, read_labels, without_pixel_rules
from photos.evaluation.files import assess_files
from photos.imports.photo_files import BY_COMMAND, photo_at
from photos.quality.standard import load_standard

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "eval"
LABELLED = Path(os.environ.get("LABELLED_PHOTOS", BESIDE))
LEAST_BALANCED_ACCURACY = 0.75


@pytest.mark.skipif(
    not (LABELLED / "labels.csv").exists(),
    reason="the labelled photos of real people are not part of the project",
)
def test_verdicts_agree_with_careful_people() -> None:
    labels, truth = read_labels(LABELLED / "labels.csv")
    assert truth == "verdict_visual"
    photos = [photo_at(LABELLED / one.file, one.file, BY_COMMAND) for one in labels]
    standard = without_pixel_rules(load_standard("headshot"))
    records = {one.file: one for one in assess_files(photos, standard, jobs=1)}
    assert [one.file for one in records.values() if one.error] == []
    clear = [one for one in labels if not one.ambiguous]
    reached = agreement((one.verdict, records[one.file].verdict or "") for one in clear)
    assert reached.balanced_accuracy is not None
    assert reached.balanced_accuracy >= LEAST_BALANCED_ACCURACY
