"""Doses of what a face does: where the eyes look, lids, the mouth, a nod."""

import cv2
import numpy as np
from numpy.typing import NDArray

from photos.evaluation.doses.original import Original, Pixels, mixed
from photos.quality.landmarks import LEFT_EYE, LIPS, LOWER_LIP, RIGHT_EYE, UPPER_LIP

WHITE_OF_EYE, IRIS = (235, 232, 228), (40, 30, 25)  # sRGB
EYE = 0.22  # of the distance between the eyes, half a painted eye's width
EYE_HEIGHT, IRIS_SIZE = 0.4, 0.38  # of that half width
DARK_OF_MOUTH = (46, 16, 16)  # sRGB
LID_EDGE = 1.5  # px, how softly a lid ends
WIDER_LID = 5  # px by which the eye's outline is widened for its lashes
SHUT = 0.5  # of the outline's height that a lid covers when the lower lashes meet it
LID_ABOVE, LID_SKIN = 0.25, 1.0  # of the eye's height: lashes, and of that the skin of a lid
REACH = 0.12  # of the face's height, over which a moved point takes its neighbours along
FAR = 0.02  # of the weight at a point, below which a place stays where it was

type Floats = NDArray[np.float32]


def painted_gaze(photo: Original, offset: float) -> Pixels:
    """Painted eyes whose irises stand off the middle by `offset` of half an eye's width, -1 to 1
    towards the picture's right."""
    picture = photo.pixels.copy()
    half = EYE * photo.marks.eye_distance
    for x, y in (photo.marks.left_eye, photo.marks.right_eye):
        oval(picture, x, y, (half, EYE_HEIGHT * half), WHITE_OF_EYE)
        iris = IRIS_SIZE * half
        oval(picture, x + offset * half, y, (iris, iris), IRIS)
    return picture


def oval(
    picture: Pixels, x: float, y: float, axes: tuple[float, float], colour: tuple[int, int, int]
) -> None:
    """Fill an ellipse with sub-pixel accuracy, in place."""
    middle = (round(float(x) * 16), round(float(y) * 16))
    sides = (round(axes[0] * 16), round(axes[1] * 16))
    cv2.ellipse(picture, middle, sides, 0, 0, 360, colour, -1, cv2.LINE_AA, 4)


def lowered_lids(photo: Original, share: float) -> Pixels:
    """The skin above each eye drawn down over `share` of its iris; 1 shuts the eyes."""
    if not share:
        return photo.pixels
    reach = share * SHUT
    picture = photo.pixels
    rows = np.indices(picture.shape[:2], np.float32)[0]
    for eye in (LEFT_EYE, RIGHT_EYE):
        outline = photo.marks.points[list(eye), :2]
        top, height = float(outline[:, 1].min()), float(np.ptp(outline[:, 1]))
        lid = (rows - top + LID_ABOVE * height) / ((reach + 2 * LID_ABOVE) * height)
        drawn = moved(picture, down=top - (1 + LID_SKIN * (1 - lid)) * LID_ABOVE * height - rows)
        covered = softly(outline, picture, WIDER_LID) * ((lid >= 0) & (lid <= 1))
        picture = mixed(drawn, picture, np.asarray(covered, np.float32))
    return picture


def softly(outline: Floats, picture: Pixels, wider: int) -> Floats:
    """Inside an outline (n, 2) widened by `wider` px, (h, w) 0-1, ending softly."""
    inside = np.zeros(picture.shape[:2], np.float32)
    cv2.fillPoly(inside, [np.round(outline).astype(np.int32)], 1)
    wide = cv2.dilate(inside, np.ones((wider, wider)))
    return np.asarray(cv2.GaussianBlur(wide, (0, 0), LID_EDGE), np.float32)


def moved(
    picture: Pixels,
    across: NDArray[np.floating] | float = 0.0,
    down: NDArray[np.floating] | float = 0.0,
) -> Pixels:
    """Each place shows what lies `across` and `down` px from it."""
    rows, columns = np.indices(picture.shape[:2], np.float32)
    from_x, from_y = np.asarray(columns + across, np.float32), np.asarray(rows + down, np.float32)
    return np.asarray(
        cv2.remap(picture, from_x, from_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE),
        np.uint8,
    )


def opened_mouth(photo: Original, opening: float) -> Pixels:
    """The mouth opened by `opening` in eyes-to-chin: the lower lip slides down, dark between."""
    if not opening:
        return photo.pixels
    points = photo.marks.points
    lips = points[list(LIPS), :2]
    middle = (points[UPPER_LIP, :2] + points[LOWER_LIP, :2]) / 2
    half = 0.8 * float(np.ptp(lips[:, 0])) / 2
    rows, columns = np.indices(photo.pixels.shape[:2], np.float32)
    arch = np.sqrt(np.clip(1 - ((columns - middle[0]) / half) ** 2, 0, 1))
    gap = opening * photo.marks.eye_to_chin * arch
    below = rows - middle[1]
    reach = float(photo.marks.chin[1] - middle[1]) * 1.6
    fade = np.clip(1 - (below - gap) / np.maximum(reach - gap, 1), 0, 1)
    shifted = moved(photo.pixels, down=np.where(below > gap, -gap * fade, 0))
    inside = np.asarray((below > 0) & (below <= gap) & (gap > 1), np.float32)
    dark = np.full_like(photo.pixels, DARK_OF_MOUTH)
    return mixed(dark, shifted, np.asarray(cv2.GaussianBlur(inside, (0, 0), 0.8), np.float32))


def nod(photo: Original, degrees: float) -> Pixels:
    """The face turned up by `degrees`, as far as a flat picture can be bent: the mesh turns in
    depth about the line between the ears, and the picture follows its points."""
    if not degrees:
        return photo.pixels
    points = photo.marks.points
    axis = points[[127, 356]].mean(0)
    y, z = points[:, 1] - axis[1], points[:, 2] - axis[2]
    angle = np.radians(degrees)
    turned = axis[1] + y * np.cos(angle) + z * np.sin(angle)
    where = np.stack([points[:, 0], turned], 1)
    return moved(photo.pixels, down=spread(where, points[:, 1] - turned, photo))


def spread(where: Floats, values: Floats, photo: Original) -> NDArray[np.floating]:
    """Values (n,) at points (n, 2) carried over to the whole picture, fading away from them."""
    height, width = photo.pixels.shape[:2]
    total, weight = np.zeros((height, width), np.float32), np.zeros((height, width), np.float32)
    columns = np.clip(np.round(where[:, 0]).astype(int), 0, width - 1)
    rows = np.clip(np.round(where[:, 1]).astype(int), 0, height - 1)
    np.add.at(total, (rows, columns), values)
    np.add.at(weight, (rows, columns), 1)
    sigma = REACH / 3 * photo.marks.box.height
    moves, near = cv2.GaussianBlur(total, (0, 0), sigma), cv2.GaussianBlur(weight, (0, 0), sigma)
    return np.asarray(moves / (near + FAR * float(near.max())))
