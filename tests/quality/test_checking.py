"""An upload is opened once for its master and its measurements, which are those of the two."""

from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image

from photos.quality import apart
from photos.quality.analysis import analyse
from photos.quality.checking import check
from photos.quality.master import make_master
from tests import factories
from tests.quality.pictures import swapped_profile

ARTIST = "Sam Lens of Lens Street"


def as_pixels(data: bytes) -> NDArray[np.int16]:
    """(h, w, 3) of an encoded picture."""
    with Image.open(BytesIO(data)) as opened:
        return np.asarray(opened, np.int16)


def on_its_side(data: bytes) -> bytes:
    """The picture as a phone writes it that is held upright: turned, with a note to turn it, and
    in colours of its own."""
    tags, target = Image.Exif(), BytesIO()
    tags[ExifTags.Base.Orientation], tags[ExifTags.Base.Artist] = 6, ARTIST
    with Image.open(BytesIO(data)) as opened:
        turned = opened.rotate(90, expand=True)
        turned.save(target, "JPEG", quality=92, exif=tags, icc_profile=swapped_profile())
    return target.getvalue()


def test_one_decode_gives_the_same_master_and_the_same_numbers() -> None:
    upright = factories.picture("e1001")
    checked = apart.check(upright)
    assert checked.master == make_master(upright)
    assert checked.analysis == analyse(checked.master.data)
    assert not checked.waits


def test_the_master_of_a_photo_on_its_side_is_made_later_of_what_is_kept() -> None:
    turned = on_its_side(factories.picture("e1001"))
    checked, master = apart.check(turned), make_master(turned)
    assert checked.waits
    assert make_master(checked.master.data).data == master.data
    assert (checked.master.width, checked.master.height) == (master.width, master.height)
    assert ARTIST.encode() in turned
    assert ARTIST.encode() not in checked.master.data
    assert checked.analysis.head
    assert np.abs(as_pixels(checked.master.preview) - as_pixels(master.preview)).mean() < 2


def test_another_format_is_encoded_while_it_is_measured() -> None:
    target = BytesIO()
    Image.open(BytesIO(factories.picture("e1001"))).save(target, "PNG")
    checked = check(target.getvalue())
    assert not checked.waits
    assert checked.master == make_master(target.getvalue())
