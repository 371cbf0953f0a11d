"""Looks made of numbers, for comparing without pixels."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from photos.quality.looks import CLASSES, NUMBERS, Look

PLAIN = Look(
    head_height=0.60,
    eye_line=0.40,
    centre_offset=0.0,
    background_lightness=80.0,
    background_red_green=0.0,
    background_yellow_blue=2.0,
    light_direction=0.1,
    light_amount=220.0,
    light_warmth=0.0,
    saturation=1.0,
    taken_head_height=0.5,
    taken_eye_line=0.38,
    background_class="plain",
    shot_type="headshot",
)
RANGES = {
    "head_height": (0.2, 0.9),
    "eye_line": (0.2, 0.6),
    "centre_offset": (-0.3, 0.3),
    "background_lightness": (0.0, 100.0),
    "background_red_green": (-60.0, 60.0),
    "background_yellow_blue": (-60.0, 60.0),
    "light_direction": (-3.0, 3.0),
    "light_amount": (60.0, 255.0),
    "light_warmth": (-2.0, 2.0),
    "saturation": (0.0, 2.0),
    "taken_head_height": (0.1, 0.9),
    "taken_eye_line": (0.2, 0.6),
}


def look(**changes: Any) -> Look:
    """A good look with some of its values changed."""
    return replace(PLAIN, **changes)


def looks(*, whole: bool = False) -> st.SearchStrategy[Look]:
    """Any look, also with values that could not be assessed unless it is `whole`."""
    numbers: dict[str, st.SearchStrategy[Any]] = {
        name: st.floats(*RANGES[name]) if whole else st.none() | st.floats(*RANGES[name])
        for name in NUMBERS
    }
    unknown = () if whole else ("",)
    classes = {name: st.sampled_from((*unknown, *words)) for name, words in CLASSES.items()}
    return st.builds(Look, **numbers, **classes)
