from photos.evaluation.wrong import Mistake, wrong_photos
from tests.photos.evaluation.labelled_photos import CLOSED, SHADED, photo


def test_false_flags_come_first_then_misses_then_unsure() -> None:
    photos = [
        photo("unsure.jpg", "pass", CLOSED),
        photo("missed.jpg", "retake"),
        photo("flagged.jpg", "pass", SHADED),
        photo("right.jpg", "pass"),
        photo("caught.jpg", "retake", SHADED),
    ]
    assert [(one.mistake, one.file) for one in wrong_photos(photos)] == [
        (Mistake.FALSE_FLAG, "flagged.jpg"),
        (Mistake.MISSED_RETAKE, "missed.jpg"),
        (Mistake.UNSURE, "unsure.jpg"),
    ]


def test_a_pass_called_fix_needs_no_new_photo() -> None:
    assert wrong_photos([photo("a.jpg", "fix")]) == ()


def test_both_unsure_is_not_wrong() -> None:
    assert wrong_photos([photo("a.jpg", "unsure", CLOSED)]) == ()
