"""Whether two photos show one person: near for one face, far for two; never without asking."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from photos.quality.picture import Picture, read_picture
from photos.quality.same_person import LENGTH, SAME_PERSON, Encoding, distance, encode
from tests import factories

ROOT = Path(__file__).resolve().parents[2]
SWEEPS = Path(__file__).parent / "sweeps"
NAMES = ("amara_base", "amara_exposure_-1", "tunde_base")
ENCODER = ("face_encoder", "face_encodings", "compute_face_descriptor")


@pytest.fixture(scope="module")
def encodings() -> dict[str, Encoding | None]:
    """Of a virtual person under two lights, of another one, and of a wall."""
    pictures = {
        path.stem: read_picture(path.read_bytes())
        for path in SWEEPS.glob("*.jpg")
        if path.stem in NAMES
    }
    wall = np.full((400, 400, 3), 200, np.uint8)
    pictures["wall"] = Picture(wall, 400, 400, "PNG", 0.0)
    return {name: encode(picture) for name, picture in pictures.items()}


def test_one_persons_faces_lie_near_and_two_persons_far(
    encodings: dict[str, Encoding | None],
) -> None:
    here, darker, other = (encodings[name] for name in NAMES)
    assert here is not None
    assert darker is not None
    assert other is not None
    assert here.shape == (LENGTH,)
    assert distance(here, darker) <= SAME_PERSON.distance
    assert distance(here, other) > SAME_PERSON.distance


def test_a_picture_without_a_face_has_no_description(
    encodings: dict[str, Encoding | None],
) -> None:
    assert encodings["wall"] is None


def test_one_module_alone_describes_faces_and_one_alone_asks_for_it() -> None:
    sources = [path for path in ROOT.rglob("*.py") if ".venv" not in path.parts]
    apps = [path for path in sources if path.parts[len(ROOT.parts)] not in {"tests", "scripts"}]
    told = {path: path.read_text(encoding="utf-8") for path in apps if ".local" not in path.parts}
    describing = {path.name for path, text in told.items() if any(w in text for w in ENCODER)}
    asking = {path.name for path, text in told.items() if "apart import encode" in text}
    assert describing == {"same_person.py"}
    assert asking == {"encodings.py"}


def test_measuring_an_ordinary_photo_loads_nothing_that_could_describe_a_face() -> None:
    script = (
        "import sys; from photos.quality.analysis import analyse; "
        "analyse(sys.stdin.buffer.read()); "
        "print([name for name in ('dlib', 'face_recognition') if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        input=factories.picture(),
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    assert ran.stdout.decode().strip() == "[]"
