from pathlib import Path

import pytest

from photos.evaluation.agreement import Label, UnusableLabels, agreement, read_labels


def labels_file(folder: Path, text: str) -> Path:
    """A labels file with this content."""
    path = folder / "labels.csv"
    path.write_text(text)
    return path


def test_perfect_agreement_is_one() -> None:
    seen = agreement([("pass", "pass"), ("fix", "pass"), ("retake", "retake")])
    assert (seen.balanced_accuracy, seen.kappa, seen.unsure) == (1.0, 1.0, 0)


def test_unsure_counts_as_wrong_on_both_sides() -> None:
    seen = agreement([("pass", "unsure"), ("pass", "pass"), ("retake", "unsure")])
    assert (seen.caught, seen.spared, seen.balanced_accuracy) == (0.0, 0.5, 0.25)
    assert seen.unsure == 2


def test_calling_everything_a_retake_is_half_right() -> None:
    seen = agreement([("pass", "retake"), ("retake", "retake")])
    assert (seen.balanced_accuracy, seen.kappa) == (0.5, 0.0)


def test_one_kind_alone_has_no_balanced_accuracy() -> None:
    assert agreement([("pass", "pass")]).balanced_accuracy is None


def test_visual_verdict_is_preferred(tmp_path: Path) -> None:
    path = labels_file(tmp_path, "file,verdict,verdict_visual,ambiguous\na.jpg,retake,pass,1\n")
    assert read_labels(path) == ([Label("a.jpg", "pass", ambiguous=True)], "verdict_visual")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "file,opinion\na.jpg,pass\n",
            "needs a column “file” and one of: verdict_visual, verdict",
        ),
        ("file,verdict\na.jpg,pass\nb.jpg,good\n", "Line 3: 'good' is none of pass, fix"),
    ],
)
def test_unusable_labels_say_why(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(UnusableLabels, match=sentence):
        read_labels(labels_file(tmp_path, text))
