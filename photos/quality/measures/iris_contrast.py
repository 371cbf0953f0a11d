import cv2
import numpy as np

from photos.quality.face_patch import stops_of
from photos.quality.landmarks import LEFT_EYE, RIGHT_EYE, warp
from photos.quality.measures.measure import NO_PIXELS, Measure, NotAssessed
from photos.quality.subject import Subject

SIDE = 48  # px of the patch around one eye
EYE_WIDTH = 32  # px of it, from corner to corner
BETWEEN_CORNERS = slice(10, 38)  # px: the eye without its corners' shadows
ALONG_THE_EYE = slice(22, 27)  # px: the rows in its middle
LEAST_WIDTH = 24  # px in the picture: its iris has a third of them, whites and lashes the rest
BRIGHT, DARK = 90, 10  # percentiles


def iris_contrast(subject: Subject) -> float | NotAssessed:
    """Whether the eyes are open (ISO/IEC 29794-5: eyes open): white beside dark is seen.

    Along the eye from corner to corner, the brightest tenth over the darkest tenth, in
    stops, for the eye that shows more; 0 and up. An open eye has whites beside its iris,
    on any skin; a closed lid is of one tone. Unlike the lids' height it doesn't call
    hooded lids or a smile closed. Not assessed where an eye is narrower than 24 px.
    """
    seen = [along(subject, eye) for eye in (LEFT_EYE, RIGHT_EYE)]
    contrasts = [contrast for contrast in seen if contrast is not None]
    return max(contrasts) if contrasts else NotAssessed(NO_PIXELS)


def along(subject: Subject, eye: tuple[int, ...]) -> float | None:
    """The contrast along one eye in stops; None where it is too small."""
    outline = subject.face.landmarks.points[list(eye), :2]
    corners = sorted((outline[0], outline[len(eye) // 2]), key=lambda corner: float(corner[0]))
    across = corners[1] - corners[0]
    width = float(np.hypot(*across))
    if width < LEAST_WIDTH:
        return None
    cos, sin = across / width
    turn = EYE_WIDTH / width * np.array([[cos, sin], [-sin, cos]])
    place = SIDE / 2 - turn @ outline.mean(0)
    patch = warp(subject.picture.pixels, np.concatenate([turn, place[:, None]], 1), SIDE)
    profile = cv2.reduce(stops_of(patch)[ALONG_THE_EYE, BETWEEN_CORNERS], 0, cv2.REDUCE_AVG)
    return float(np.percentile(profile, BRIGHT) - np.percentile(profile, DARK))


MEASURE = Measure("iris_contrast", "stops", iris_contrast)
