"""Pictures of known sizes."""

import io

import pytest
from PIL import Image

from photos.evaluation.benchmarks.pictures import SIZES, Size, enlarged, without_face
from photos.quality.analysis import analyse
from tests.photos.evaluation.benchmarks.photo import GOOD_PHOTO


@pytest.mark.parametrize(("size", "megapixels"), list(zip(SIZES, (0.1, 1, 12, 24), strict=True)))
def test_sizes_are_what_their_names_say(size: Size, megapixels: float) -> None:
    assert size.megapixels == pytest.approx(megapixels, rel=0.01)


def test_enlarged_is_a_jpeg_of_that_size_and_always_alike() -> None:
    data = enlarged(GOOD_PHOTO.data, SIZES[1])
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.size) == ("JPEG", (866, 1155))
    assert data == enlarged(GOOD_PHOTO.data, SIZES[1])


def test_a_wall_shows_no_face() -> None:
    assert not analyse(without_face(SIZES[0])).faces
