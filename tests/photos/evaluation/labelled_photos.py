"""Labelled photos made of numbers, judged without pixels."""

from collections.abc import Mapping
from types import MappingProxyType

from photos.evaluation.labelled import LabelledPhoto
from photos.evaluation.labels import Label
from photos.quality.record import judged
from photos.quality.standard import Standard, load_standard
from photos.quality.verdict import judge
from tests.quality.analyses import changed, no_face

HEADSHOT = load_standard("headshot")
SHADED = {"illumination_uniformity": 9.0}  # half of the face in the dark: a retake
CLOSED = {"iris_contrast": 0.5}  # closed eyes: for a person to decide


def photo(
    file: str,
    verdict: str,
    values: Mapping[str, float | None] = MappingProxyType({}),
    standard: Standard = HEADSHOT,
    **facts: str,
) -> LabelledPhoto:
    """A good photo with some measurements changed; `facts` are cells of the labels file."""
    analysis = changed(values)
    record = judged(file, judge(analysis, standard), analysis, 0)
    return LabelledPhoto(Label(file, verdict, ambiguous=False, facts=facts), record, analysis)


def faceless(file: str, verdict: str, **facts: str) -> LabelledPhoto:
    """A picture in which nobody was found."""
    analysis = no_face()
    record = judged(file, judge(analysis, HEADSHOT), analysis, 0)
    return LabelledPhoto(Label(file, verdict, ambiguous=False, facts=facts), record, analysis)
