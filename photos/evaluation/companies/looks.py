"""How the published photos of a made-up company look."""

from __future__ import annotations

import numpy as np

# What a team's photos look like, and how they vary: the demo team's published ones, rounded.
USUAL = {
    "head_height": (0.58, 0.02),
    "eye_line": (0.40, 0.01),
    "centre_offset": (0.0, 0.01),
    "background_lightness": (80.0, 6.0),
    "background_red_green": (0.0, 2.0),
    "background_yellow_blue": (2.0, 2.0),
    "light_direction": (0.0, 0.4),
    "light_amount": (210.0, 15.0),
    "light_warmth": (0.0, 0.1),
    "saturation": (1.0, 0.1),
    "taken_head_height": (0.45, 0.08),
    "taken_eye_line": (0.42, 0.05),
}
SHARE_OF_MISFITS = 0.05
TIMES_AS_FAR = 8.0  # a misfit is from the usual
CLASSES = {"background_class": "plain", "shot_type": "headshot"}


def draw_looks(random: np.random.Generator, count: int) -> list[tuple[float, ...]]:
    """Numbers around the usual ones, in their order, a few of them far from it."""
    middles, widths = np.array(list(USUAL.values())).T
    far = np.where(random.random((count, 1)) < SHARE_OF_MISFITS, TIMES_AS_FAR, 1.0)
    numbers = random.normal(middles, widths, (count, len(USUAL))) + (far - 1) * widths
    return [tuple(row) for row in numbers.tolist()]
