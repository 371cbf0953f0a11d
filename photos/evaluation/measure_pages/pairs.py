"""The two examples of each measure, low and high, side by side with their readings."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from photos.evaluation.doses.original import Pixels, as_png
from photos.evaluation.measure_pages.album import PEOPLE, Album
from photos.evaluation.measure_pages.figures_in_words import number, reading
from photos.evaluation.measure_pages.ladders import Ladder, ladder_named, ladders_of
from photos.evaluation.measure_pages.readings import Readings
from photos.quality.landmarks import Landmarks
from photos.quality.picture import read_picture
from photos.quality.subject import study

HIGH, WIDEST, GAP, CAPTION = 240, 250, 12, 40  # px
QUALITY = 84
INK, QUIET, PAPER = (20, 20, 20), (90, 90, 90), (255, 255, 255)
LARGE, SMALL = 15, 12  # px of text
ALL_OF_IT, THE_FACE, THE_EYES = "all", "face", "eyes"
RENDERED = "rendered head"


@dataclass(frozen=True, slots=True)
class Pair:
    """Which person at which two doses, the lower reading first, and how near.

    Of the measure's first ladder, or of the one that is named. `members` names two of the
    demo team instead, where an entry is not empty.
    """

    person: str = ""
    doses: tuple[float, float] | None = None
    near: str = ALL_OF_IT
    members: tuple[str, str] = ("", "")
    ladder: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A picture, what it reads, and what was done to it."""

    pixels: Pixels
    value: float | None
    told: str


PAIRS = {
    "face_presence": Pair("laura", (0.6, 0)),
    "flat_areas": Pair("priya", (0, 64), THE_FACE),
    "other_faces": Pair("kenji", (0, 0.8)),
    "head_height": Pair("laura", (0.25, 0.75), ladder=RENDERED),
    "head_extent": Pair("amara", (0.35, 0.75), ladder=RENDERED),
    "face_width": Pair("kenji", (0.25, 0.75), ladder=RENDERED),
    "eye_line": Pair("james", (-0.1, 0.1)),
    "face_centre_offset": Pair("tunde", (0, 0.2)),
    "headroom": Pair("james", (0.2, 0)),
    "body_below_chin": Pair("kenji", (0.75, 0.15), ladder=RENDERED),
    "body_in_file": Pair("laura", (0.75, 0.15), members=("", "e1018")),
    "head_pose_roll": Pair("priya", (0, 20)),
    "head_pose_yaw": Pair("amara", (0, 45)),
    "head_pose_pitch": Pair("priya", (20, -20)),
    "gaze_angle": Pair("laura", (0, 0.5), THE_EYES),
    "head_and_gaze": Pair("kenji", (0, 30)),
    "eye_shade": Pair("laura", (0, 3), THE_FACE),
    "iris_contrast": Pair("tunde", (1, 0), THE_EYES, members=("e1024", "")),
    "mouth_opening": Pair("james", (0, 0.2), THE_FACE),
    "background_clutter": Pair("james", (0, 120)),
    "background_edges": Pair("priya", (0, 120)),
    "background_tone_range": Pair("tunde", (0, 90)),
    "background_variety": Pair("laura", (0, 120)),
    "background_spread": Pair("amara", (0, 90)),
    "background_chroma": Pair("kenji", (0, 0.6)),
    "background_lightness": Pair("amara", (64, 255)),
    "background_red_green": Pair("james", (-20, 20)),
    "background_yellow_blue": Pair("tunde", (-20, 20)),
    "illumination_uniformity": Pair("laura", (0, 3)),
    "shadow_edges": Pair("james", (0, 3), THE_FACE),
    "colour_cast": Pair("priya", (0, 3)),
    "light_warmth": Pair("amara", (-0.5, 0.5)),
    "brightest_tone": Pair("tunde", (3, 0)),
    "over_exposure": Pair("laura", (0, 2)),
    "under_exposure": Pair("amara", (0, 3)),
    "back_light": Pair("kenji", (0, 4)),
    "baked_frame": Pair("amara", (0, 0.4)),
    "monochrome": Pair("priya", (0.9, 0)),
    "saturation": Pair("laura", (0.5, 1.8), THE_FACE),
    "edge_blur": Pair("kenji", (0, 0.016), THE_FACE),
    "motion_blur": Pair("amara", (0, 0.04), THE_FACE),
    "noise": Pair("james", (0, 32), THE_FACE),
    "block_edges": Pair("laura", (0, 95), THE_FACE),
    "inter_eye_distance": Pair("tunde", (4, 1), THE_FACE),
}


def pair_of(measure: str) -> Pair:
    """The measure's own pair; that of the whole frame for a close crop; else any."""
    return PAIRS.get(measure) or PAIRS.get(measure.removeprefix("close_")) or Pair()


def examples(measure: str, readings: Readings) -> list[Example]:
    """The two examples, the lower reading first."""
    pair = pair_of(measure)
    ladder = ladder_named(pair.ladder) if pair.ladder else ladders_of(measure)[0]
    doses = pair.doses or (ladder.doses[0], ladder.doses[-1])
    return [
        of_member(measure, member, pair.near, readings)
        if member
        else of_dose(measure, ladder, dose, pair, readings)
        for dose, member in zip(doses, pair.members, strict=True)
    ]


def of_dose(measure: str, ladder: Ladder, dose: float, pair: Pair, readings: Readings) -> Example:
    """The pair's person at one dose of a ladder."""
    person = pair.person or PEOPLE[0]
    pixels = ladder.picture(readings.album, person, dose)
    value = readings.at(ladder, person, dose).measurement(measure).value
    told = f"{ladder.name}: {number(dose)} {ladder.unit}"
    return Example(cut(pixels, pair.near, readings.album, person), value, told)


def of_member(measure: str, member: str, near: str, readings: Readings) -> Example:
    """One of the demo team."""
    pixels = readings.album.member(member)
    value = readings.member(member).measurement(measure).value
    return Example(cut(pixels, near), value, f"demo team: {member}")


def cut(pixels: Pixels, near: str, album: Album | None = None, person: str = "") -> Pixels:
    """The whole picture, its face or its eyes; the original's marks hold where sizes agree."""
    if near == ALL_OF_IT:
        return pixels
    known = album.original(person) if album else None
    if known and known.pixels.shape == pixels.shape:
        return around(pixels, known.marks, near)
    return around(pixels, study(read_picture(as_png(pixels))).face.landmarks, near)


def around(pixels: Pixels, marks: Landmarks, near: str) -> Pixels:
    """A square around the face, or a strip around the eyes."""
    x, y = marks.eye_midpoint
    if near == THE_FACE:
        side, y = 1.15 * marks.box.height, y + 0.25 * marks.box.height
        half_width, half_height = side / 2, side / 2
    else:
        half_width, half_height = 1.15 * marks.eye_distance, 0.75 * marks.eye_distance
    rows = slice(max(round(y - half_height), 0), round(y + half_height))
    columns = slice(max(round(x - half_width), 0), round(x + half_width))
    return pixels[rows, columns]


def in_words(shown: list[Example], unit: str) -> str:
    """What the examples show, for those who don't see them."""
    return "; ".join(f"{reading(one.value, unit)} ({one.told})" for one in shown)


def drawn(shown: list[Example], unit: str) -> bytes:
    """Both examples as one JPEG."""
    tiles = [tile(one, unit) for one in shown]
    width = sum(one.width for one in tiles) + GAP
    height = max(one.height for one in tiles)
    page = Image.new("RGB", (width, height), PAPER)
    page.paste(tiles[0], (0, height - tiles[0].height))
    page.paste(tiles[1], (tiles[0].width + GAP, height - tiles[1].height))
    out = io.BytesIO()
    page.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def tile(example: Example, unit: str) -> Image.Image:
    """One example with its reading and its dose below."""
    picture = sized(example.pixels)
    words = reading(example.value, unit)
    large, small = (ImageFont.load_default(size) for size in (LARGE, SMALL))
    width = max(picture.width, round(large.getlength(words)), round(small.getlength(example.told)))
    page = Image.new("RGB", (width, picture.height + CAPTION), PAPER)
    page.paste(picture, ((width - picture.width) // 2, 0))
    pen = ImageDraw.Draw(page)
    pen.text((width / 2, picture.height + 4), words, INK, large, anchor="ma")
    pen.text((width / 2, picture.height + 23), example.told, QUIET, small, anchor="ma")
    return page


def sized(pixels: Pixels) -> Image.Image:
    """The picture as large as fits; few pixels are shown as they are."""
    picture = Image.fromarray(np.ascontiguousarray(pixels))
    scale = min(HIGH / picture.height, WIDEST / picture.width)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    how = Image.Resampling.LANCZOS if scale < 1 else Image.Resampling.BICUBIC
    return picture.resize(size, how)
