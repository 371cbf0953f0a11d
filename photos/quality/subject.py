"""All that a measure may look at: the picture, its faces, and the person's outline."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from photos.quality import framing
from photos.quality.eyes import line_of_sight
from photos.quality.face_patch import FacePatch, cut_face_patch, luminance_of
from photos.quality.faces import Face, find_faces
from photos.quality.framing import Head
from photos.quality.geometry import Box, Point
from photos.quality.person_mask import person_mask
from photos.quality.picture import Picture
from photos.quality.slopes import slopes
from photos.quality.surround import Surround, find_surround

VIEW_AREA = 256 * 256  # px: about what a directory shows of a photo
BACKGROUND_BELOW = 0.1  # a person's probability under this is background
MARGIN = 9  # px, the person's outline is widened by half of it: hair is not background
LEAST_BACKGROUND = 0.02  # of a view
EDGE = 5  # px kept clear of the person
FEWEST_CLEAR = 50  # px; where fewer are clear of the person's edge, all of them count
SIGMA = 0.7  # px of the view, against single-pixel noise
BESIDE_FACE, ABOVE_FACE = 0.15, 0.25  # of the face's box: hairline and glasses
FEWEST_PERSON = 100  # displayed px
DISPLAYED_HEAD = 200.0  # px, from chin to crown, in a photo of about 320 px
PERSON_ABOVE = 0.5
HEAD_COLUMNS = 0.8  # of T to each side of the face's middle, where the top of the hair is sought
HAIR_ROW_SHARE = 0.25  # of these columns must show the person for a row to count as hair


@dataclass(frozen=True)
class View:
    """A part of the picture at a fixed area of about 256 x 256 px.

    `lab` (h, w, 3) float32, CIE L* 0-100, a*, b*; `luminance` (h, w) float32, linear
    0-1; `background` (h, w) bool, clear of the person's outline.
    """

    lab: NDArray[np.float32]
    luminance: NDArray[np.float32]
    background: NDArray[np.bool_]

    @property
    def shows_background(self) -> bool:
        """Whether there is enough of it to be judged."""
        return bool(self.background.mean() >= LEAST_BACKGROUND)

    @cached_property
    def tones(self) -> NDArray[np.float32]:
        """The background's pixels (n, 3) in CIE Lab."""
        return self.lab.reshape(-1, 3).take(np.flatnonzero(self.background), 0)

    @cached_property
    def median_tone(self) -> NDArray[np.float32]:
        """The median (3,) of the background's L*, a* and b*."""
        return np.asarray(np.median(self.tones, 0), np.float32)

    @cached_property
    def clear(self) -> NDArray[np.bool_]:
        """The background away from its own edge, where the outline itself is no edge."""
        inner = cv2.erode(self.background.astype(np.uint8), np.ones((EDGE, EDGE), np.uint8)) > 0
        return inner if inner.sum() >= FEWEST_CLEAR else self.background

    @cached_property
    def steepness(self) -> NDArray[np.floating[Any]]:
        """The gradient (h, w) of the smoothed Lab picture, in Lab units a pixel."""
        return slopes(np.asarray(cv2.GaussianBlur(self.lab, (0, 0), SIGMA), np.float32))

    def part(self, rows: slice, columns: slice) -> "View":
        """A piece of the view, at the same scale."""
        return View(
            self.lab[rows, columns], self.luminance[rows, columns], self.background[rows, columns]
        )


@dataclass(frozen=True)
class Subject:
    """One picture, studied. `faces` come largest first; `mask` (256, 256) is 0-1."""

    picture: Picture
    faces: tuple[Face, ...]
    mask: NDArray[np.float32]

    @property
    def face(self) -> Face:
        """The main face. Ask only where `faces` is not empty."""
        return self.faces[0]

    @cached_property
    def head(self) -> Head | None:
        """The main face's marks in working pixels, None without a face."""
        if not self.faces:
            return None
        marks = self.face.landmarks
        left, right, chin = (
            Point(float(x), float(y)) for x, y in (marks.left_eye, marks.right_eye, marks.chin)
        )
        return Head(left, right, chin, self.hair_top)

    @cached_property
    def hair_top(self) -> float | None:
        """The y of the top of hair or headwear in working pixels, 0 where the frame cuts it."""
        marks = self.face.landmarks
        height, width = self.picture.pixels.shape[:2]
        reach = HEAD_COLUMNS * marks.eye_to_chin
        columns = np.array([marks.eye_midpoint[0] - reach, marks.eye_midpoint[0] + reach])
        left, right = np.clip(columns / width * self.mask.shape[1], 0, self.mask.shape[1])
        head = self.mask[:, int(left) : max(int(left) + 1, int(np.ceil(right)))] > PERSON_ABOVE
        eye_row = int(np.clip(marks.eye_midpoint[1] / height, 0, 0.999) * self.mask.shape[0])
        bare = np.flatnonzero(head[: eye_row + 1].mean(1) < HAIR_ROW_SHARE)
        if len(bare) and bare[-1] == eye_row:
            return None  # the mask doesn't see a person where the eyes are
        return float((bare[-1] + 1) / self.mask.shape[0] * height) if len(bare) else 0.0

    @cached_property
    def surround(self) -> Surround:
        """What is drawn around the photo, in working pixels."""
        return find_surround(self.picture.pixels)

    @cached_property
    def frame(self) -> Box:
        """The published frame in working pixels: see framing.published_frame."""
        return framing.published_frame(self.surround.content, self.head)

    @cached_property
    def view(self) -> View:
        """The published frame."""
        return self.look_at(self.frame)

    @cached_property
    def close_view(self) -> View:
        """What a proper crop would leave of the view: the head at its target height.

        At the view's own scale: a crop takes busy things out of the picture, or it does not;
        that it also enlarges them makes nothing quieter.
        """
        if self.head is None:
            return self.view
        box = framing.head_box(self.head, self.surround.usable, framing.TARGET_HEAD_HEIGHT)
        rows, columns = self.view.background.shape
        across, down = columns / self.frame.width, rows / self.frame.height
        left, top = (box.x - self.frame.x) * across, (box.y - self.frame.y) * down
        return self.view.part(
            slice(max(int(top), 0), max(int(top + box.height * down), 1)),
            slice(max(int(left), 0), max(int(left + box.width * across), 1)),
        )

    @cached_property
    def displayed_face(self) -> NDArray[np.float32]:
        """The grey face (h, w), 0-255, as large as a directory shows it: a head of 200 px, or
        all the pixels there are where those are fewer. With the hairline above it."""
        scale = DISPLAYED_HEAD / (2 * self.face.landmarks.eye_to_chin)
        return self.grey_of(self.around_the_face, scale)

    @cached_property
    def displayed_person(self) -> NDArray[np.bool_]:
        """Where displayed_face shows the person, (h, w): what lies behind has a focus of its
        own. All of it where the outline is not known."""
        rows, columns = slices(self.around_the_face)
        size = self.displayed_face.shape[::-1]
        person = cv2.resize(self.mask_of_picture[rows, columns], size) > PERSON_ABOVE
        inner = cv2.erode(person.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        return inner if inner.sum() >= FEWEST_PERSON else np.ones_like(inner)

    @property
    def around_the_face(self) -> Box:
        """The face with its hairline, in working pixels."""
        box = self.face.landmarks.box
        beside, above = BESIDE_FACE * box.width, ABOVE_FACE * box.height
        return Box(box.x - beside, box.y - above, box.width + 2 * beside, box.height + above)

    @cached_property
    def line_of_sight(self) -> float | None:
        """Where both eyes look, in degrees off the camera: see eyes.line_of_sight."""
        return line_of_sight(self.picture.pixels, self.face.landmarks)

    @cached_property
    def patch(self) -> FacePatch:
        """The main face with its eyes in fixed places."""
        return cut_face_patch(self.picture.pixels, self.face.landmarks)

    @cached_property
    def face_grey(self) -> NDArray[np.float32]:
        """The grey face (h, w), 0-255, in working pixels."""
        return self.grey_of(self.face.landmarks.box)

    def grey_of(self, box: Box, scale: float = 1.0) -> NDArray[np.float32]:
        """What lies in `box` (working pixels) in grey (h, w), 0-255, shrunk by `scale` if < 1."""
        part = self.picture.pixels[slices(box)]
        if not part.size:
            return np.zeros((0, 0), np.float32)
        grey = np.asarray(cv2.cvtColor(part, cv2.COLOR_RGB2GRAY), np.float32)
        shrink = min(1.0, scale)
        small = cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        return np.asarray(small, np.float32)

    def look_at(self, box: Box) -> View:
        """The part of the picture in `box` (working pixels) as a View."""
        rows = slice(int(box.y), max(int(box.y) + 1, round(box.y + box.height)))
        columns = slice(int(box.x), max(int(box.x) + 1, round(box.x + box.width)))
        part = self.picture.pixels[rows, columns]
        grow = np.sqrt(VIEW_AREA / (part.shape[0] * part.shape[1]))
        size = max(1, round(part.shape[1] * grow)), max(1, round(part.shape[0] * grow))
        how = cv2.INTER_AREA if grow < 1 else cv2.INTER_LINEAR
        small = cv2.resize(part, size, interpolation=how)
        person = cv2.resize(self.mask_of_picture[rows, columns], size)
        return as_view(np.asarray(small, np.uint8), np.asarray(person, np.float32))

    @cached_property
    def mask_of_picture(self) -> NDArray[np.float32]:
        """The mask stretched over the working picture, (h, w) 0-1.

        What is drawn around the photo counts as the person: neither is background.
        """
        height, width = self.picture.pixels.shape[:2]
        mask = np.asarray(cv2.resize(self.mask, (width, height)), np.float32)
        if self.surround.drawn_share(width, height) > 0:
            rows, columns = np.indices((height, width), np.float32, sparse=True)
            mask[~self.surround.shows(rows, columns)] = 1
        return mask


def slices(box: Box) -> tuple[slice, slice]:
    """The rows and columns of a box that may reach beyond the picture."""
    return (
        slice(max(int(box.y), 0), max(int(box.y + box.height), 0)),
        slice(max(int(box.x), 0), max(int(box.x + box.width), 0)),
    )


def as_view(rgb: NDArray[np.uint8], person: NDArray[np.float32]) -> View:
    """A View of a small sRGB picture (h, w, 3) and its person probability (h, w)."""
    unit = rgb.astype(np.float32) / 255
    lab = cv2.cvtColor(unit, cv2.COLOR_RGB2LAB)
    clear = cv2.erode((person < BACKGROUND_BELOW).astype(np.uint8), np.ones((MARGIN, MARGIN)))
    luminance = luminance_of(rgb)
    return View(np.asarray(lab, np.float32), luminance, clear > 0)


def study(picture: Picture) -> Subject:
    """Find the faces and the person's outline."""
    return Subject(picture, find_faces(picture.pixels), person_mask(picture.pixels))
