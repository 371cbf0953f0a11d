"""Nobody is judged by the colour of their skin: the same dose gives the same verdict."""

from collections.abc import Iterator

import cv2
import numpy as np
import pytest
from PIL import Image

from photos.quality.analysis import analyse
from photos.quality.face_patch import LINEAR
from photos.quality.landmarks import OVAL
from photos.quality.picture import read_picture
from photos.quality.standard import load_standard
from photos.quality.subject import study
from photos.quality.verdict import judge
from tests.quality.pictures import encoded
from tests.quality.sweeps import EVERYBODY, Render, base, renders

HEADSHOT = load_standard("headshot")
# Where the renders themselves differ: two stops too much burns light skin and leaves dark skin
# whole, and at the strongest side light the cheeks got from 1.9 to 3.3 stops.
NOT_THE_SAME_DOSE = {("exposure", "2"), ("ratio", "3")}


def doses() -> Iterator[tuple[str, str]]:
    """Every series and dose that all six people have."""
    for kind in ("base", "ratio", "exposure"):
        yield from sorted({(kind, size(one)) for one in renders() if one.series == kind})
    for wall in ("white", "dark", "blue", "gradient", "foliage_blur"):
        yield "background", wall


def size(render: Render) -> str:
    """The dose; side light from the left and from the right is the same."""
    if render.series == "background":
        return render.truth["background"]
    return render.dose.lstrip("-") if render.series == "ratio" else render.dose


@pytest.mark.parametrize(("kind", "dose"), sorted(set(doses()) - NOT_THE_SAME_DOSE))
def test_all_six_people_get_the_same_verdict_at_each_dose(kind: str, dose: str) -> None:
    chosen = [one for one in renders() if one.series == kind and size(one) == dose]
    assert {one.identity for one in chosen} == set(EVERYBODY)
    verdicts = {one.photo: judge(one.analysis, HEADSHOT).outcome for one in chosen}
    assert len(set(verdicts.values())) == 1, verdicts


def darkened(render: Render, stops: float) -> bytes:
    """The picture with the skin inside the face's outline darker by `stops`."""
    pixels = read_picture(render.data).pixels
    outline = study(read_picture(render.data)).face.landmarks.points[list(OVAL), :2]
    inside = np.zeros(pixels.shape[:2], np.float32)
    cv2.fillPoly(inside, [np.round(outline).astype(np.int32)], 1)
    soft = cv2.GaussianBlur(inside, (0, 0), 2.0)
    linear = LINEAR[pixels] * (2.0 ** (-stops * soft))[..., None]
    coded = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return encoded(Image.fromarray((coded * 255 + 0.5).astype(np.uint8)), "PNG")


# Amara's skin is very dark as it is: 1.5 stops below it there is no human skin.
DARKER = [(one, stops) for one in EVERYBODY for stops in (0.5, 1.0, 1.5)]
DARKER.remove(("amara", 1.5))


@pytest.mark.parametrize(("identity", "stops"), DARKER)
def test_darker_skin_changes_no_verdict(identity: str, stops: float) -> None:
    seen = analyse(darkened(base(identity), stops))
    assert judge(seen, HEADSHOT).outcome == judge(base(identity).analysis, HEADSHOT).outcome
