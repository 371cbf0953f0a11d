"""Decided photos with what people said of them, as `manage.py evaluate` reads them."""

import csv
import io
import zipfile
from pathlib import PurePosixPath
from tempfile import TemporaryFile
from typing import IO

from desk.overrules.counts import decisions
from directory.reach import Reach
from photos.models import Outcome, Review
from photos.storage import DamagedFile, read_file

MOST_PHOTOS = 1_000
FOLDER, LABELS = "photos", "labels.csv"
COLUMNS = ["file", "verdict", "ambiguous"]


def label_of(review: Review) -> str:
    """What the decision says of the photo. A crop was enough where a photo that needed one was
    taken without a waiver."""
    if review.decision == Review.Decision.ASK_RETAKE:
        return Outcome.RETAKE.value
    mended = review.decision == Review.Decision.USE_CROP or (
        review.verdict_then == Outcome.FIX and review.decision == Review.Decision.APPROVE
    )
    return Outcome.FIX.value if mended else Outcome.PASS.value


def is_ambiguous(review: Review) -> bool:
    """A waiver says both: it does not meet the standard, and it is shown."""
    return review.decision == Review.Decision.WAIVE


def neutral_name(review: Review) -> str:
    """A file name that says nothing about the person."""
    return (
        f"photo-{review.photo_id:06d}{PurePosixPath(str(review.photo.master.name)).suffix.lower()}"
    )


def exported(reach: Reach) -> list[Review]:
    """The newest decisions about people within reach, at most MOST_PHOTOS."""
    return list(decisions(reach).select_related("photo").order_by("-pk")[:MOST_PHOTOS])


def labels_zip(reviews: list[Review]) -> IO[bytes]:
    """A ZIP with labels.csv and the masters; on the disk while it is made. A photo whose file
    is gone or damaged is left out of both."""
    made: IO[bytes] = TemporaryFile()  # noqa: SIM115  (closed by who sends it)
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(COLUMNS)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as packed:
        for review in reviews:
            name = neutral_name(review)
            try:
                packed.writestr(f"{FOLDER}/{name}", read_file(review.photo.master))
            except (FileNotFoundError, DamagedFile):
                continue
            writer.writerow([name, label_of(review), int(is_ambiguous(review))])
        packed.writestr(LABELS, lines.getvalue())
    made.seek(0)
    return made
