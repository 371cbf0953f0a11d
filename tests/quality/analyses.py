"""Analyses made of numbers, for judging without pixels."""

from collections.abc import Mapping

from photos.quality.analysis import ENGINE_VERSION, Analysis
from photos.quality.framing import Head
from photos.quality.geometry import Box, Point
from photos.quality.measurement import Measurement
from photos.quality.measures import MEASURES

# A head and shoulders before a plain wall in even light: every rule at its target.
GOOD = {
    "face_presence": 1.0,
    "flat_areas": 0.02,
    "other_faces": 0.0,
    "head_height": 0.60,
    "head_extent": 0.60,
    "face_width": 0.40,
    "eye_line": 0.40,
    "face_centre_offset": 0.0,
    "headroom": 0.10,
    "body_below_chin": 1.0,
    "body_in_file": 1.0,
    "head_pose_roll": 0.0,
    "head_pose_yaw": 0.0,
    "head_pose_pitch": 0.0,
    "gaze_angle": 0.0,
    "head_and_gaze": 0.0,
    "eye_shade": 0.3,
    "iris_contrast": 3.0,
    "mouth_opening": 0.1,
    "background_clutter": 0.2,
    "background_edges": 0.0,
    "background_tone_range": 2.0,
    "background_variety": 0.5,
    "close_background_edges": 0.0,
    "close_background_tone_range": 2.0,
    "close_background_variety": 0.5,
    "background_spread": 3.0,
    "background_chroma": 2.0,
    "background_lightness": 80.0,
    "background_red_green": 0.0,
    "background_yellow_blue": 2.0,
    "illumination_uniformity": 0.1,
    "shadow_edges": 0.1,
    "colour_cast": 0.3,
    "light_warmth": 0.0,
    "brightest_tone": 220.0,
    "over_exposure": 0.0,
    "under_exposure": 0.0,
    "back_light": 0.5,
    "baked_frame": 0.0,
    "monochrome": 12.0,
    "saturation": 1.0,
    "edge_blur": 0.8,
    "motion_blur": 0.8,
    "noise": 1.0,
    "block_edges": 1.1,
    "inter_eye_distance": 150.0,
}


def analysis(side: int = 1000, head: Head | None = None, **changes: float | None) -> Analysis:
    """A good square photo of `side` px with some measurements changed; None: not assessed."""
    return changed(changes, side, head)


def changed(
    changes: Mapping[str, float | None], side: int = 1000, head: Head | None = None
) -> Analysis:
    """The same, with the changes by the measures' names."""
    values = {**GOOD, **changes}
    units = {measure.name: measure.unit for measure in MEASURES}
    assert set(values) == set(units)
    return Analysis(
        engine_version=ENGINE_VERSION,
        width=side,
        height=side,
        faces=(Box(0.3 * side, 0.2 * side, 0.4 * side, 0.5 * side),),
        head=head or head_in_the_middle(side),
        measurements=tuple(
            Measurement(name, value, units[name], "" if value is not None else "it was hidden")
            for name, value in values.items()
        ),
        usable=Box(0, 0, side, side),
    )


def head_in_the_middle(side: int, head_height: float = 0.6, x: float = 0.5) -> Head:
    """An upright head with its eyes at .40 of a square picture, its middle at `x`."""
    unit = head_height * side / 2
    eye_y = 0.4 * side
    return Head(
        Point(x * side - unit / 3, eye_y),
        Point(x * side + unit / 3, eye_y),
        Point(x * side, eye_y + unit),
        eye_y - 0.7 * unit,
    )


def no_face(side: int = 1000) -> Analysis:
    """A picture in which nobody was found."""
    return Analysis(
        ENGINE_VERSION,
        side,
        side,
        (),
        None,
        tuple(Measurement(one.name, None, one.unit, "no face was found") for one in MEASURES),
        Box(0, 0, side, side),
    )
