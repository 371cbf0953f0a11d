"""Doses of what lies behind and around: clutter, another colour, drawn frames."""

from collections.abc import Sequence

import cv2
import numpy as np

from photos.evaluation.doses.original import WHITE, Original, Pixels, mixed

WALL_LIGHTNESS = 70.0  # CIE L*; every red, green, blue and yellow of 40 exists there
WALL = (178, 178, 178)  # sRGB, light grey
TINT = np.array([-0.4, 0.1, 1.0], np.float32)  # of 127 codes: towards blue
ROUND = 0.6  # of the shapes are rectangles, the rest lines


def clutter(photo: Original, shapes: float) -> Pixels:
    """So many rectangles and lines of random colours on a grey wall behind the person."""
    return mixed(photo.pixels, things(photo, round(shapes)), photo.person)


def out_of_focus_clutter(photo: Original, share: float) -> Pixels:
    """A hundred such things, blurred by `share` of the picture's width."""
    sigma = share * photo.pixels.shape[1]
    behind = things(photo, 100)
    if sigma:
        behind = np.asarray(cv2.GaussianBlur(behind, (0, 0), sigma), np.uint8)
    return mixed(photo.pixels, behind, photo.person)


def things(photo: Original, count: int) -> Pixels:
    """A grey wall (h, w, 3) with `count` things on it; more doses only add to fewer."""
    height, width = photo.pixels.shape[:2]
    wall = np.full_like(photo.pixels, WALL)
    random = photo.random("clutter")
    for _ in range(count):
        colour = tuple(int(one) for one in random.integers(0, 256, 3))
        x, y = int(random.integers(0, width)), int(random.integers(0, height))
        across, down = (
            int(random.integers(width // 30, width // 6)),
            int(random.integers(height // 30, height // 4)),
        )
        if random.random() < ROUND:
            cv2.rectangle(wall, (x, y), (x + across, y + down), colour, -1)
        else:
            cv2.line(wall, (x, y), (x + across, y - down), colour, 4, cv2.LINE_AA)
    return wall


def light_and_dark(photo: Original, codes: float) -> Pixels:
    """A grey wall behind the person, its left half lighter and its right half darker, `codes`
    of 255 apart."""
    wall = np.full(photo.pixels.shape, WALL, np.float32)
    middle = photo.pixels.shape[1] // 2
    wall[:, :middle] += codes / 2
    wall[:, middle:] -= codes / 2
    return mixed(photo.pixels, wall.clip(0, 255).astype(np.uint8), photo.person)


def coloured_wall(photo: Original, strength: float) -> Pixels:
    """A wall behind the person, grey at 0, strongly blue at 1."""
    wall = np.clip(np.array(WALL) + 127 * strength * TINT, 0, 255).astype(np.uint8)
    return mixed(photo.pixels, np.full_like(photo.pixels, wall), photo.person)


def red_wall(photo: Original, redness: float) -> Pixels:
    """A wall behind the person with this CIE a*, else grey; below 0 it is green."""
    return wall_of(photo, (WALL_LIGHTNESS, redness, 0.0))


def yellow_wall(photo: Original, yellowness: float) -> Pixels:
    """A wall behind the person with this CIE b*, else grey; below 0 it is blue."""
    return wall_of(photo, (WALL_LIGHTNESS, 0.0, yellowness))


def wall_of(photo: Original, lab: Sequence[float]) -> Pixels:
    """A wall of one CIE Lab colour behind the person."""
    wall = cv2.cvtColor(np.array([[lab]], np.float32), cv2.COLOR_LAB2RGB)
    codes = np.asarray(wall.clip(0, 1) * WHITE + 0.5, np.uint8)
    return mixed(photo.pixels, np.broadcast_to(codes, photo.pixels.shape), photo.person)


def bars(photo: Original, share: float) -> Pixels:
    """Black bars left and right that take `share` of the width."""
    if not share:
        return photo.pixels
    beside = round(photo.pixels.shape[1] * share / (1 - share) / 2)
    return np.asarray(
        cv2.copyMakeBorder(photo.pixels, 0, 0, beside, beside, cv2.BORDER_CONSTANT), np.uint8
    )


def colourless(photo: Original, share: float) -> Pixels:
    """Towards black and white: `share` of the colour is gone."""
    grey = cv2.cvtColor(photo.pixels, cv2.COLOR_RGB2GRAY)
    plain = np.repeat(np.asarray(grey, np.uint8)[..., None], 3, 2)
    return mixed(plain, photo.pixels, np.full(grey.shape, share, np.float32))


def recoloured(photo: Original, times: float) -> Pixels:
    """All CIE chroma `times` as strong, in the same hues and lightness; 1 changes nothing."""
    if times == 1:
        return photo.pixels
    lab = cv2.cvtColor(photo.pixels.astype(np.float32) / WHITE, cv2.COLOR_RGB2LAB)
    stronger = lab * np.array([1, times, times], np.float32)
    rgb = cv2.cvtColor(stronger, cv2.COLOR_LAB2RGB)
    return np.asarray(rgb.clip(0, 1) * WHITE + 0.5, np.uint8)


def second_person(photo: Original, share: float) -> Pixels:
    """The same face once more, at the picture's left edge, with `share` of the first's area."""
    if not share:
        return photo.pixels
    box = photo.marks.box
    rows = slice(max(int(box.y - 0.3 * box.height), 0), int(box.y + 1.1 * box.height))
    columns = slice(max(int(box.x - 0.1 * box.width), 0), int(box.x + 1.1 * box.width))
    scale = share**0.5
    copy = cv2.resize(
        photo.pixels[rows, columns], None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA
    )
    beside = copy.shape[1]
    wider = cv2.copyMakeBorder(photo.pixels, 0, 0, beside, 0, cv2.BORDER_REPLICATE)
    wider[rows.start : rows.start + copy.shape[0], :beside] = copy
    return np.asarray(wider, np.uint8)


def posterised(photo: Original, steps: float) -> Pixels:
    """Drawn in flat tones: each `steps` neighbouring codes of 256 become one; 0 changes none."""
    if not steps:
        return photo.pixels
    smooth = cv2.medianBlur(photo.pixels, 5)
    return np.asarray((smooth // int(steps)) * int(steps) + int(steps) // 2, np.uint8)
