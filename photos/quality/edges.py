"""How wide edges are: blur told apart from faint contrast.

An edge blurred by a Gaussian of sigma s keeps s / sqrt(s^2 + r^2) of its steepness when it is
blurred once more by r. The ratio of the two gradients therefore tells s, whatever the edge's
contrast: neither dark skin, nor a dark file, nor soft light makes a face read as blurred.
The gradient's kernel has a width of its own: a step from one pixel to the next reads .76.
After Zhuo and Sim, "Defocus map estimation from a single image", Pattern Recognition 44, 2011.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from photos.quality.slopes import SOBEL_GAIN

AGAIN = 1.0  # px, the sigma of the second blur
STRONGEST = 90  # percentile of the gradient: eyes, brows, lips, hairline, frames of glasses
FAINTEST = 1.0  # grey levels a pixel; less is noise
FEWEST_EDGES = 12  # px; fewer say nothing
THIN = 0.98  # of the steepest neighbour: the ridge of an edge, not its flanks
DIRECTIONS = (0, 45, 90, 135)  # deg
ALONG = 0.92  # cosine between an edge's gradient and a direction it counts for
FEWEST_ALONG = 100  # px
MEDIAN, LOWER_QUARTILE = 50.0, 25.0  # percentiles

type Floats = NDArray[np.floating[Any]]


def edge_blur(grey: NDArray[np.float32], within: NDArray[np.bool_]) -> float | None:
    """The median sigma in px of the strongest edges of `grey` (h, w), 0-255, `within` (h, w).

    About .6 to .95 where a picture is sharp to its last pixel. None where it has no edges.
    """
    sharp = gradients(grey)
    steep = cv2.magnitude(*sharp)
    ridge = within & (steep >= THIN * cv2.dilate(steep, np.ones((3, 3))))
    if not ridge.any():
        return None
    strong = ridge & (steep >= max(float(np.percentile(steep[within], STRONGEST)), FAINTEST))
    blurred = cv2.magnitude(*gradients(blurred_again(grey)))
    return sigma_of(steep[strong], blurred[strong], MEDIAN)


def worst_edge_blur(grey: NDArray[np.float32], within: NDArray[np.bool_]) -> float | None:
    """The same for the direction in which edges are widest, of four: motion smears one.

    None where no direction has edges enough.
    """
    sharp, blurred = gradients(grey), gradients(blurred_again(grey))
    seen = [blur_along(angle, sharp, blurred, within) for angle in DIRECTIONS]
    return max((one for one in seen if one is not None), default=None)


def blur_along(
    angle: float,
    sharp: tuple[Floats, Floats],
    blurred: tuple[Floats, Floats],
    within: NDArray[np.bool_],
) -> float | None:
    """The lower quartile of sigma in px of the strongest edges whose gradient points along
    `angle` deg: in one direction few are sharp, cheeks and beards are soft ones."""
    x, y = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    before, after = (np.abs(x * across + y * down) for across, down in (sharp, blurred))
    points_along = within & (before > ALONG * cv2.magnitude(*sharp))
    if points_along.sum() < FEWEST_ALONG:
        return None
    least = max(float(np.percentile(before[points_along], STRONGEST)), FAINTEST)
    strong = points_along & (before >= least)
    return sigma_of(before[strong], after[strong], LOWER_QUARTILE)


def sigma_of(before: NDArray[Any], after: NDArray[Any], percentile: float) -> float | None:
    """A percentile of sigma in px, from gradients (n,) before and after the second blur."""
    if before.size < FEWEST_EDGES:
        return None
    ratio = np.maximum(before / np.maximum(after, 1e-3), 1.0001)
    return float(np.percentile(AGAIN / np.sqrt(ratio**2 - 1), percentile))


def gradients(grey: Floats) -> tuple[Floats, Floats]:
    """The slopes (h, w) to the right and downwards, in grey levels a pixel."""
    return cv2.Sobel(grey, -1, 1, 0) / SOBEL_GAIN, cv2.Sobel(grey, -1, 0, 1) / SOBEL_GAIN


def blurred_again(grey: NDArray[np.float32]) -> Floats:
    """The picture (h, w) after the second blur."""
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), AGAIN), np.float32)
