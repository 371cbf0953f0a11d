"""The look of one published photo: the few numbers in which a team's photos are alike or not."""

from __future__ import annotations

from dataclasses import dataclass, fields

from photos.quality.analysis import Analysis
from photos.quality.crops import in_crop
from photos.quality.findings import blended
from photos.quality.geometry import CropBox
from photos.quality.shot_type import WORDS, shot_type
from photos.quality.standard import Standard
from photos.quality.team_rules import BackgroundBounds, team_rules

PLAIN, SOFT, BUSY = "plain", "soft", "busy"
UNKNOWN = ""
# What is read, by the look's own name. Nothing here is the lightness of a face: whoever has
# darker or lighter skin than the others is no misfit.
IN_THE_CROP = {
    "head_height": "head_height",
    "eye_line": "eye_line",
    "centre_offset": "face_centre_offset",
}
OF_THE_PHOTO = {
    "background_lightness": "background_lightness",
    "background_red_green": "background_red_green",
    "background_yellow_blue": "background_yellow_blue",
    "light_direction": "illumination_uniformity",
    "light_amount": "brightest_tone",
    "light_warmth": "light_warmth",
    "saturation": "saturation",
    "taken_head_height": "head_height",
    "taken_eye_line": "eye_line",
}


@dataclass(frozen=True, slots=True)
class Look:
    """One photo as it is published; None or "" where something could not be assessed.

    Framing in shares of the picture's height, `centre_offset` of its width (right is
    positive); `taken_...` are the same in the file before it is cropped. The background's
    median in CIE Lab. `light_direction` in stops, positive where the picture's right is
    brighter; `light_amount` is the brightest tone, 0-255; `light_warmth` in stops, warmer is
    positive; `saturation` is 1 where colours are of ordinary strength.
    """

    head_height: float | None
    eye_line: float | None
    centre_offset: float | None
    background_lightness: float | None
    background_red_green: float | None
    background_yellow_blue: float | None
    light_direction: float | None
    light_amount: float | None
    light_warmth: float | None
    saturation: float | None
    taken_head_height: float | None
    taken_eye_line: float | None
    background_class: str
    shot_type: str


CLASSES: dict[str, tuple[str, ...]] = {
    "background_class": (PLAIN, SOFT, BUSY),
    "shot_type": tuple(WORDS),
}
NAMES = tuple(field.name for field in fields(Look))
NUMBERS = tuple(name for name in NAMES if name not in CLASSES)


def look_of(analysis: Analysis, crop: CropBox, standard: Standard) -> Look:
    """The look of the photo that `crop` cuts out of the analysed picture."""
    whole = blended(analysis, standard)
    cropped = in_crop(whole, crop) if whole.head else whole
    read = {name: cropped.measurement(measure).value for name, measure in IN_THE_CROP.items()}
    read |= {name: whole.measurement(measure).value for name, measure in OF_THE_PHOTO.items()}
    return Look(
        **read,
        background_class=background_class(whole, team_rules(standard.based_on).background),
        shot_type=shot_type(cropped, standard.shot_type_bounds),
    )


def background_class(analysis: Analysis, bounds: BackgroundBounds) -> str:
    """PLAIN, SOFT or BUSY by what a proper crop shows; UNKNOWN without a background."""
    busyness = analysis.measurement("close_background_busyness").value
    clutter = analysis.measurement("background_clutter").value
    if busyness is None or clutter is None:
        return UNKNOWN
    if busyness > bounds.busy:
        return BUSY
    return PLAIN if clutter <= bounds.plain else SOFT
