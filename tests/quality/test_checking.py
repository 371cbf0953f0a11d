"""An upload is opened once for its master and its measurements, which are those of the two."""

from io import BytesIO

from PIL import ExifTags, Image

from photos.quality import apart
from photos.quality.analysis import analyse
from photos.quality.checking import check
from photos.quality.master import make_master
from tests import factories


def on_its_side(data: bytes) -> bytes:
    """The picture as a phone writes it that is held upright: turned, with a note to turn it."""
    tags, target = Image.Exif(), BytesIO()
    tags[ExifTags.Base.Orientation] = 6
    with Image.open(BytesIO(data)) as opened:
        opened.rotate(90, expand=True).save(target, "JPEG", quality=92, exif=tags)
    return target.getvalue()


def test_one_decode_gives_the_same_master_and_the_same_numbers() -> None:
    upright = factories.picture("e1001")
    checked = apart.check(upright)
    assert checked.master == make_master(upright)
    assert checked.analysis == analyse(checked.master.data)
    turned = on_its_side(upright)
    assert check(turned).master == make_master(turned)
    assert check(turned).analysis.head
