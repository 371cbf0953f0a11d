import io

import pytest
from PIL import Image

from photos.evaluation.doses.original import as_png, original
from photos.evaluation.doses.scene import red_wall
from photos.quality.analysis import analyse
from tests.quality.pictures import encoded
from tests.quality.sweeps import PEOPLE, base


@pytest.mark.parametrize("identity", PEOPLE)
@pytest.mark.parametrize("redness", [-30, 0, 30])
def test_wall_reads_its_redness_on_everybody(identity: str, redness: int) -> None:
    photo = original(identity, base(identity).data)
    seen = analyse(as_png(red_wall(photo, redness)))
    assert seen.measurement("background_red_green").value == pytest.approx(redness, abs=1)
    assert seen.measurement("background_yellow_blue").value == pytest.approx(0, abs=1)


def test_the_face_alone_shows_no_background() -> None:
    face = base("laura").analysis.faces[0]
    picture = Image.open(io.BytesIO(base("laura").data))
    close = picture.crop((face.x, face.y, face.x + face.width, face.y + face.height))
    seen = analyse(encoded(close, "PNG")).measurement("background_red_green")
    assert seen.value is None
    assert "background" in seen.reason
