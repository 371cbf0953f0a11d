import cv2
import numpy as np
from numpy.typing import NDArray

from photos.quality.face_patch import DARKEST, LINEAR
from photos.quality.landmarks import LEFT_EYE, RIGHT_EYE
from photos.quality.measures.measure import MONOCHROME, NO_SKIN, Measure, NotAssessed
from photos.quality.subject import Subject

# Red over blue in neutral light, in stops of linear light: of skin and of the whites of eyes
# (virtual people of six skin tones, and staff photos of three). The brighter things in a
# frame are grey on average.
SKIN, WHITES = 1.5, 1.0
BRIGHTER = 70  # percentile of an eye's luminance: its white, without iris and lashes
LEAST_WIDTH = 12  # px of an eye in the picture; below that its white is a smudge
FEWEST_PIXELS = 20  # of both eyes in the face patch
EVERY = 4  # px of the view: sixteen times fewer give the same mean
# Of what the bright things in a frame have in common, "shades of grey": Finlayson and Trezzi,
# Color and Imaging Conference 12, 2004.
NORM = 6


def light_warmth(subject: Subject) -> float | NotAssessed:
    """How warm the light is: a lamp among daylight, or open shade among lamps.

    By how many stops red gains and blue loses against neutral light: 0 is neutral, above 0
    warmer, below 0 bluer. The median of three readings of red over blue, of the skin, of the
    whites of the eyes and of the bright things in the frame: a skin, a wall or a shirt of its
    own colour is outvoted. Eight of ten staff photos read -.2 to .4; a camera set to daylight
    would read 1.2 under a lamp of 3200 K. Not assessed on black and white pictures.
    """
    patch = subject.patch
    if not patch.shows_skin:
        return NotAssessed(NO_SKIN)
    if patch.is_grey:
        return NotAssessed(MONOCHROME)
    readings = [red_over_blue(patch.skin_light) - SKIN, red_over_blue(bright_things(subject))]
    whites = whites_of_the_eyes(subject)
    if whites is not None:
        readings.append(red_over_blue(whites) - WHITES)
    return float(np.median(readings)) / 2  # red gains as much as blue loses


def red_over_blue(light: NDArray[np.float32]) -> float:
    """How much more red than blue there is in linear `light` (3,), in stops."""
    red, _, blue = np.maximum(light, DARKEST / 4)
    return float(np.log2(red / blue))


def bright_things(subject: Subject) -> NDArray[np.float32]:
    """The linear colour (3,) of the published frame's brighter parts together."""
    lab = np.ascontiguousarray(subject.view.lab[::EVERY, ::EVERY])
    light = cv2.cvtColor(lab, cv2.COLOR_LAB2LRGB).clip(0, 1)
    mean = np.array(cv2.mean(cv2.pow(light, NORM))[:3], np.float32)
    return np.asarray(mean ** (1 / NORM), np.float32)


def whites_of_the_eyes(subject: Subject) -> NDArray[np.float32] | None:
    """The linear colour (3,) of the brighter part of both eyes; None where they are small."""
    patch, points = subject.patch, subject.face.landmarks.points
    eyes = patch.region(LEFT_EYE) | patch.region(RIGHT_EYE)
    corners = points[LEFT_EYE[0], :2] - points[LEFT_EYE[len(LEFT_EYE) // 2], :2]
    if float(np.hypot(*corners)) < LEAST_WIDTH or eyes.sum() < FEWEST_PIXELS:
        return None
    luminance = patch.luminance[eyes]
    bright = luminance >= np.percentile(luminance, BRIGHTER)
    return np.asarray(np.median(LINEAR[patch.rgb[eyes][bright]], 0), np.float32)


MEASURE = Measure("light_warmth", "stops", light_warmth)
