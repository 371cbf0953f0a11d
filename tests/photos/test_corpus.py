"""What arrives on purpose or by chance: bad files stay out, odd photos come in, secrets go."""

from collections.abc import Iterable
from io import BytesIO
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from directory.models import Person
from photos import intake
from photos.models import Photo
from photos.quality import apart
from photos.quality.cut import FORMATS
from photos.quality.geometry import CropBox
from photos.quality.limits import PASSING, UnreadablePhoto
from tests import factories
from tests.photos.bad_pictures import Bad, broken, flipped, of_other_kinds, too_much
from tests.photos.odd_pictures import GPS_BYTES, SECRET, SIZE, full_of_secrets, odd_ones
from tests.quality.pictures import encoded, portrait, quarters

pytestmark = pytest.mark.django_db

MOST_DIFFERENCE = 12  # of 255, on average: what coding and small palettes change
WRONG_BYTES = 40  # files; `make faults` tries thousands


def refusal_of(person: Person, bad: Bad) -> UnreadablePhoto | None:
    """How the file was refused; None where it was taken."""
    upload = intake.Upload(bad.name, Photo.Source.API, None)
    try:
        intake.receive(person, bad.data, upload)
    except UnreadablePhoto as refusal:
        return refusal
    return None


def problems_of(files: Iterable[Bad], person: Person, folder: Path) -> list[str]:
    """What went otherwise than it should."""
    before, found = names_in(folder), []
    for bad in files:
        refusal = refusal_of(person, bad)
        code = refusal.code if refusal else "taken"
        if refusal is None and not bad.codes:  # wrong bytes may leave a picture whole
            Photo.objects.latest("pk").delete()
            Photo.objects.update(is_current=True)
            for path in set(names_in(folder)) - set(before):
                Path(path).unlink()
        elif bad.codes and code not in bad.codes:
            found.append(f"{bad.name}: {code}")
        elif refusal and (code in PASSING or len(refusal.message) < 15):
            found.append(f"{bad.name}: {code}, {refusal.message}")
        if names_in(folder) != before or Photo.objects.count() != 1:
            found.append(f"{bad.name} left something behind")
    return found


def names_in(folder: Path) -> list[str]:
    return sorted(str(path) for path in folder.rglob("*") if path.is_file())


def test_every_bad_file_is_refused_in_words_and_leaves_nothing(private_photos: Path) -> None:
    person, good = factories.person(), encoded(portrait(240, 300))
    kept = intake.accept(person, good, original_name="me.jpg", source=Photo.Source.API)
    analysis = apart.analyse(good)
    files = chain(of_other_kinds(), too_much(), broken(), flipped(1, WRONG_BYTES))
    assert problems_of(files, person, private_photos) == []
    assert apart.analyse(good) == analysis
    kept.refresh_from_db()
    assert kept.is_current


def test_every_odd_photo_is_taken_upright() -> None:
    wanted = {
        "colours": quarters(*SIZE),
        "grey": quarters(*SIZE).convert("L").convert("RGB"),
        "portrait": portrait(*SIZE),
    }
    found = {}
    for odd in odd_ones():
        try:
            picture = apart.make_master(odd.data)
        except UnreadablePhoto as refusal:
            found[odd.name] = refusal.message
            continue
        difference = np.abs(
            pixels_of(picture.data) - np.asarray(wanted[odd.shows], np.float32)
        ).mean()
        if difference > MOST_DIFFERENCE:
            found[odd.name] = f"differs by {difference:.1f}"
    assert found == {}


def pixels_of(jpeg: bytes) -> np.ndarray:
    with Image.open(BytesIO(jpeg)) as opened:
        assert opened.size == SIZE
        return np.asarray(opened.convert("RGB"), np.float32)


def test_no_secret_is_stored(private_photos: Path) -> None:
    person = factories.person()
    for odd in full_of_secrets():
        assert SECRET in odd.data
        intake.accept(person, odd.data, original_name="me.jpg", source=Photo.Source.API)
    box = CropBox(0, 0, 300, 300)
    for path in list(private_photos.rglob("masters/*/*.jpg")):
        for form in FORMATS.values():
            served = path.with_name(f"{path.stem}-{form.name}.jpg")
            served.write_bytes(apart.cut(path.read_bytes(), box, 64, 64, form).data)
    told = {
        path.name: secret
        for path in private_photos.rglob("*.jpg")
        for secret in (SECRET, SECRET.decode().encode("utf-16-le"), b"Exif", *GPS_BYTES)
        if secret in path.read_bytes()
    }
    assert Photo.objects.count() == 7
    assert told == {}
