import io
from collections.abc import Callable

import pytest
from PIL import Image

from photos.quality.analysis import analyse
from tests.quality.sweeps import PEOPLE, base, renders


@pytest.mark.parametrize("identity", PEOPLE)
@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_repeated_pixels_are_found_even_after_a_jpeg(identity: str, form: str) -> None:
    picture = Image.open(io.BytesIO(base(identity).data))
    small = picture.resize((picture.width // 4, picture.height // 4), Image.Resampling.BOX)
    out = io.BytesIO()
    small.resize(picture.size, Image.Resampling.NEAREST).save(out, form, quality=85)
    seen = analyse(out.getvalue()).measurement("block_edges").value
    assert seen is not None
    assert seen > 2.6


def test_no_photograph_reads_as_squares() -> None:
    assert max(one.value("block_edges") for one in renders()) < 1.6


def test_pixelated_member_of_the_demo_team_is_found(demo_photo: Callable[[str], bytes]) -> None:
    assert (analyse(demo_photo("e1017")).measurement("block_edges").value or 0) > 5
