"""What kind of picture a file is."""

from photos.quality.analysis import Analysis
from photos.quality.standard import ShotTypeBounds

NO_FACE = "no_face"
HEADSHOT = "headshot"
CASUAL = "casual_professional"

WORDS = {
    HEADSHOT: "a headshot",
    CASUAL: "a headshot in a casual style",
    "half_length": "a picture down to the waist",
    "three_quarter": "a picture down to the knees",
    "full_body": "a picture of the whole body",
    "environmental": "a picture of a place with a small head in it",
    "too_tight": "cut too tightly around the face",
    "group": "a group picture",
    NO_FACE: "a picture without a face",
}


def shot_type(analysis: Analysis, bounds: ShotTypeBounds) -> str:
    """The shot type's name, one of WORDS; casual_professional is given by the verdict."""
    head = analysis.measurement("head_height").value
    below = analysis.measurement("body_below_chin").value
    in_file = analysis.measurement("body_in_file").value
    clutter = analysis.measurement("background_clutter").value
    if head is None or below is None or in_file is None:
        return NO_FACE
    if (analysis.measurement("other_faces").value or 0.0) > bounds.group_other_faces:
        return "group"
    extent = analysis.measurement("head_extent").value
    if (head if extent is None else extent) > bounds.too_tight_head:
        return "too_tight"
    if head >= bounds.headshot_head and below <= bounds.headshot_body:
        return HEADSHOT
    if head < bounds.environmental_head and (clutter or 0.0) > bounds.environmental_clutter:
        return "full_body" if in_file > bounds.three_quarter_body else "environmental"
    return by_body(in_file, bounds)


def by_body(below_chin: float, bounds: ShotTypeBounds) -> str:
    """The shot type by how much of the body the file shows, in T below the chin."""
    if below_chin <= bounds.headshot_body:
        return HEADSHOT
    if below_chin <= bounds.half_length_body:
        return "half_length"
    return "three_quarter" if below_chin <= bounds.three_quarter_body else "full_body"
