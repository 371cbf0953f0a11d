"""What the camera guide says of small frames."""

import pytest
from PIL import Image, ImageOps

from photos.quality.analysis import Analysis, analyse
from photos.quality.framing import Head
from photos.quality.geometry import Point
from photos.quality.hint_words import SENTENCES
from photos.quality.hints import ASKED, WHITHER, hints, is_ready
from photos.quality.standard import load_standard
from tests.quality.analyses import analysis, head_in_the_middle, no_face
from tests.quality.pictures import DEMO_TEAM, encoded

HEADSHOT = load_standard("headshot")
FRAME = (480, 600)  # px
FAULTY = {
    "e1010-arjun-mehta": "alone",
    "e1016-samuel-adeyemi": "behind",
    "e1018-diego-fuentes": "closer",
}
TO_A_SIDE = {
    "e1008-kenji-mori": ("light_right", "light_left"),
    "e1019-grace-palmer": ("turn_left", "turn_right"),
    "e1021-nadia-fischer": ("left", "right"),
    "e1024-tunde-balogun": ("tilt_right", "tilt_left"),
}


def frame_of(name: str, *, mirrored: bool = False) -> Analysis:
    """A demo picture as the camera's small frame shows it."""
    with Image.open(DEMO_TEAM / f"{name}.jpg") as opened:
        small = opened.convert("RGB").resize(FRAME)
    return analyse(encoded(ImageOps.mirror(small) if mirrored else small, quality=70))


def code(seen: Analysis, enlarged: float = 1.0) -> str:
    """The code of what is said first; empty where all is well."""
    told = hints(seen, HEADSHOT, enlarged)
    assert is_ready(told) == all(not one.sentence for one in told)
    return next((one.code for one in told if not one.is_met), "")


def test_each_fault_is_named() -> None:
    assert {name: code(frame_of(name)) for name in FAULTY} == FAULTY
    assert code(analysis(motion_blur=1.6)) == "still"


@pytest.mark.parametrize("name", TO_A_SIDE)
def test_left_and_right_are_the_persons_own(name: str) -> None:
    assert (code(frame_of(name)), code(frame_of(name, mirrored=True))) == TO_A_SIDE[name]


def test_a_good_picture_is_ready_also_where_a_crop_has_to_mend_it() -> None:
    assert code(frame_of("e1009-fatima-haddad")) == code(analysis()) == ""
    small = head_in_the_middle(1000, head_height=0.32)
    assert code(analysis(head=small, head_height=0.32)) == ""
    assert code(analysis(head=small, head_height=0.32, background_edges=0.3)) == ""
    assert code(analysis(side=400, head=head_in_the_middle(400, 0.9), head_height=0.9)) == "back"


@pytest.mark.parametrize(
    ("across", "down", "said"),
    [(0.2, 0, "right"), (-0.2, 0, "left"), (0, 0.3, "up"), (0, -0.3, "down"), (0.2, 0.3, "right")],
)
def test_who_is_too_near_an_edge_moves_away_from_it(across: float, down: float, said: str) -> None:
    middle = head_in_the_middle(1000, head_height=0.6)
    assert middle.hair_top is not None

    def moved(point: Point) -> Point:
        return Point(point.x + 1000 * across, point.y + 1000 * down)

    head = Head(
        moved(middle.left_eye),
        moved(middle.right_eye),
        moved(middle.chin),
        max(middle.hair_top + 1000 * down, 0),
    )
    assert code(analysis(head=head)) == said


def test_a_crop_needs_its_pixels_in_the_picture_that_will_be_taken() -> None:
    seen = analysis(side=240, head=head_in_the_middle(240, 0.5), head_height=0.5)
    assert (code(seen), code(seen, enlarged=3)) == ("closer", "")


def test_without_a_face_nothing_else_is_said() -> None:
    (only,) = hints(no_face(), HEADSHOT)
    assert (only.code, only.is_met) == ("face", False)


def test_every_code_has_its_sentence() -> None:
    codes = {code for asked in ASKED for code in (asked.low, asked.high)} | set(WHITHER)
    assert codes <= set(SENTENCES)
