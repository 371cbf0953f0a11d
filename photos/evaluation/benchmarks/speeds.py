"""How long each stage of an assessment takes, beside Pillow's full decode of the same bytes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image

from photos.evaluation.benchmarks.pictures import Size
from photos.evaluation.benchmarks.stopwatch import DECIMALS, Spread, Stopwatch
from photos.quality.analysis import analyse
from photos.quality.faces import find_faces
from photos.quality.measures import MEASURES
from photos.quality.person_mask import person_mask
from photos.quality.picture import read_picture
from photos.quality.standard import DEFAULT, load_standard
from photos.quality.subject import Subject
from photos.quality.verdict import Verdict, judge

READ, FACES, MASK, MEASURED, JUDGED = (
    "read_picture", "find_faces", "person_mask", "measures", "judge",
)  # fmt: skip
WHOLE, FULL_DECODE = "whole", "full_decode"
STAGES = (READ, FACES, MASK, MEASURED, JUDGED, WHOLE, FULL_DECODE)


@dataclass(frozen=True, slots=True)
class Speed:
    """What a picture of one size costs, by stage.

    `whole` is timed on its own, from bytes to verdict, and not the sum of the stages;
    `full_decode` is Pillow's decoding of every pixel. `megabytes` of the encoded file.
    """

    size: Size
    megabytes: float
    stages: dict[str, Spread]

    @property
    def ms_per_megapixel(self) -> float:
        """Processor time of a whole assessment, in ms for each million pixels."""
        return self.stages[WHOLE].cpu_ms / self.size.megapixels

    @property
    def vs_full_decode(self) -> float:
        """How many full decodes one assessment takes, its own decoding included."""
        return self.stages[WHOLE].cpu_ms / self.stages[FULL_DECODE].cpu_ms

    def as_json(self) -> dict[str, Any]:
        """The figures as plain values, each stage under its name."""
        return {
            "megapixels": round(self.size.megapixels, 2),
            "megabytes": round(self.megabytes, 2),
            "ms_per_megapixel": round(self.ms_per_megapixel, DECIMALS),
            "vs_full_decode": round(self.vs_full_decode, 2),
            **{name: spread.as_json() for name, spread in self.stages.items()},
        }


def speed_of(data: bytes, size: Size, runs: int) -> Speed:
    """The speed on a picture of that size."""
    watch = Stopwatch()
    run(data, Stopwatch())  # the networks loaded, the caches warm
    for _ in range(runs):
        run(data, watch)
    return Speed(size, len(data) / 1e6, {name: watch.spread(name) for name in STAGES})


def run(data: bytes, watch: Stopwatch) -> None:
    """Everything once, one after the other, so that a busy moment meets all alike."""
    standard = load_standard(DEFAULT)
    with watch.timing(FULL_DECODE):
        full_decode(data)
    with watch.timing(READ):
        picture = read_picture(data)
    with watch.timing(FACES):
        faces = find_faces(picture.pixels)
    with watch.timing(MASK):
        mask = person_mask(picture.pixels)
    with watch.timing(MEASURED):
        take_measures(Subject(picture, faces, mask))
    with watch.timing(WHOLE):
        analysis = analyse(data)
        judge(analysis, standard)
    with watch.timing(JUDGED):
        judge(analysis, standard)


def take_measures(subject: Subject) -> None:
    """Every measure, on a subject of which nothing was looked at yet."""
    for measure in MEASURES:
        measure.take(subject)


def assess(data: bytes) -> Verdict:
    """Measure and judge once."""
    return judge(analyse(data), load_standard(DEFAULT))


def full_decode(data: bytes) -> None:
    """Pillow's decoding of every pixel."""
    Image.open(io.BytesIO(data)).load()
