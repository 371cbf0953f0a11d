"""Every family of doses, and the measures and rules that must follow it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from photos.evaluation.doses import framing, light, scene, sharpness
from photos.evaluation.doses.original import Original, Pixels, as_png
from photos.quality.analysis import Analysis, analyse


@dataclass(frozen=True, slots=True)
class Family:
    """One thing changed: `doses` in `unit` rise from the unchanged photo, or through it.

    `rising` and `falling` are the measures that rise and fall with the dose; `rules` those
    that shall speak up; from `flagged_from` on they shall on nearly every photo.
    """

    name: str
    unit: str
    doses: tuple[float, ...]
    apply: Callable[[Original, float], Pixels]
    rising: tuple[str, ...] = ()
    falling: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    flagged_from: float | None = None

    @property
    def measures(self) -> tuple[str, ...]:
        """Those that follow the dose."""
        return self.rising + self.falling


NOISE = 0.1  # of the whole way from the lowest dose to the highest
EDGES = ("background_edges", "background_clutter")
FAMILIES = (
    Family(
        "side light", "stops", (0, 0.5, 1, 1.5, 2, 3), light.side_light,
        falling=("illumination_uniformity",), rules=("illumination_uniformity",), flagged_from=2,
    ),
    Family(
        "too dark", "stops less", (0, 1, 2, 3), lambda photo, dose: light.exposure(photo, -dose),
        rising=("under_exposure",), falling=("brightest_tone",),
        rules=("brightest_tone", "under_exposure"), flagged_from=3,
    ),
    Family(
        "too bright", "stops more", (0, 1, 2, 3), light.exposure,
        rising=("over_exposure",), rules=("over_exposure",), flagged_from=3,
    ),
    Family(
        "back light", "stops", (0, 1, 2, 3, 4, 5), light.back_light,
        rising=("back_light",), rules=("back_light", "under_exposure"), flagged_from=5,
    ),
    Family(
        "hard shadow", "stops", (0, 0.5, 1, 2, 3), light.hard_shadow,
        rising=("shadow_edges",), rules=("shadow_edges",),
    ),
    Family(
        "dappled light", "stops", (0, 0.5, 1, 2, 3), light.dappled_light,
        rising=("shadow_edges",), rules=("shadow_edges",),
    ),
    Family(
        "coloured light", "stops", (0, 1, 2, 3), light.warm_light,
        rising=("colour_cast",), rules=("colour_cast",), flagged_from=3,
    ),
    Family(
        "white balance", "stops", (-1, -0.5, 0, 0.5, 1), light.white_balance,
        rising=("light_warmth",),
    ),
    Family(
        "shaded eyes", "stops", (0, 1, 2, 3), light.shaded_eyes,
        rising=("eye_shade",), rules=("eye_shade",), flagged_from=3,
    ),
    Family(
        "dark lenses", "share", (0, 0.5, 0.8, 1), light.dark_lenses,
        rising=("eye_shade",), rules=("eye_shade",), flagged_from=1,
    ),
    Family(
        "head size", "share", (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8), framing.head_size,
        rising=("head_height", "head_extent", "face_width"), falling=("body_below_chin",),
        rules=("head_height", "shot_type"),
    ),
    Family(
        "head aside", "share", (-0.2, -0.1, 0, 0.1, 0.2), framing.head_offset,
        rising=("face_centre_offset",), rules=("face_centre_offset",),
    ),
    Family(
        "eyes lower", "share", (-0.1, -0.05, 0, 0.05, 0.1), framing.eye_height,
        rising=("eye_line",), rules=("eye_line",),
    ),
    Family(
        "crown cut", "share", (0, 0.1, 0.2, 0.3), framing.crown_cut,
        falling=("headroom",), rules=("headroom", "eye_line"), flagged_from=0.1,
    ),
    Family(
        "tilt", "degrees", (-20, -10, 0, 10, 20), framing.roll,
        rising=("head_pose_roll",), rules=("head_pose_roll",),
    ),
    Family(
        "out of focus", "share", (0, 0.004, 0.008, 0.016, 0.03), sharpness.blur,
        rising=("edge_blur",), rules=("sharpness", "motion_blur"), flagged_from=0.008,
    ),
    Family(
        "missed focus", "share", (0, 0.008, 0.016, 0.03), sharpness.missed_focus,
        rising=("edge_blur",), rules=("sharpness", "motion_blur"), flagged_from=0.03,
    ),
    Family(
        "smear", "share", (0, 0.01, 0.02, 0.04), sharpness.motion_blur,
        rising=("motion_blur",), rules=("motion_blur", "sharpness"), flagged_from=0.04,
    ),
    Family(
        "grain", "levels", (0, 4, 8, 16, 32), sharpness.grain,
        rising=("noise",), rules=("noise",), flagged_from=32,
    ),
    Family(
        "compression", "quality lost", (0, 60, 80, 90, 95), sharpness.jpeg,
        rising=("block_edges",), rules=("block_edges", "flat_areas"), flagged_from=95,
    ),
    Family(
        "enlarged", "times", (1, 2, 4, 6, 8), sharpness.enlarged,
        rising=("edge_blur",), rules=("sharpness", "motion_blur"), flagged_from=6,
    ),
    Family(
        "repeated pixels", "times", (1, 2, 4), sharpness.repeated_pixels,
        rising=("block_edges",), rules=("block_edges", "sharpness"), flagged_from=4,
    ),
    Family(
        "fewer pixels", "times", (1, 2, 3, 4), sharpness.fewer_pixels,
        falling=("inter_eye_distance",), rules=("inter_eye_distance",),
    ),
    Family(
        "clutter", "things", (0, 12, 40, 120), scene.clutter,
        rising=(*EDGES, "background_variety"), rules=("background_busyness",), flagged_from=120,
    ),
    Family(
        "light and dark behind",
        "codes",
        (0, 30, 60, 90),
        scene.light_and_dark,
        rising=("background_tone_range", "background_spread"),
        rules=("background_busyness",),
    ),
    Family(
        "clutter out of focus", "share", (0, 0.005, 0.01, 0.02, 0.04), scene.out_of_focus_clutter,
        falling=EDGES, rules=("background_busyness",),
    ),
    Family(
        "coloured wall", "share", (0, 0.2, 0.4, 0.6), scene.coloured_wall,
        rising=("background_chroma",), rules=("background_chroma",), flagged_from=0.6,
    ),
    Family(
        "wall from green to red", "of a*", (-40, -20, 0, 20, 40), scene.red_wall,
        rising=("background_red_green",),
    ),
    Family(
        "wall from blue to yellow", "of b*", (-40, -20, 0, 20, 40), scene.yellow_wall,
        rising=("background_yellow_blue",),
    ),
    Family(
        "bars", "share", (0, 0.1, 0.2, 0.4), scene.bars,
        rising=("baked_frame",), rules=("baked_frame",), flagged_from=0.1,
    ),
    Family(
        "colour taken out", "share", (0, 0.3, 0.6, 0.9), scene.colourless,
        falling=("monochrome",),
    ),
    Family(
        "strength of colour", "times", (0.5, 0.7, 1, 1.4, 1.8), scene.recoloured,
        rising=("saturation",),
    ),
    Family(
        "second person", "share", (0, 0.2, 0.4, 0.8), scene.second_person,
        rising=("other_faces",), rules=("other_faces", "shot_type"), flagged_from=0.2,
    ),
    Family(
        "drawn", "codes", (0, 16, 32, 64), scene.posterised,
        rising=("flat_areas",), rules=("flat_areas",), flagged_from=64,
    ),
)  # fmt: skip


def changed(photo: Original, family: Family, dose: float) -> Analysis:
    """The measurements of the photo with that dose, read from a file that loses nothing."""
    return analyse(as_png(family.apply(photo, dose)))


def follows(values: list[float | None], *, rising: bool) -> bool:
    """Whether the values move with the dose, and none goes back by more than a tenth of the
    whole way: that little is noise. A missing value follows nothing."""
    known = [value for value in values if value is not None]
    ordered = known if rising else known[::-1]
    way = ordered[-1] - ordered[0] if ordered else 0.0
    back = max((before - after for before, after in pairwise(ordered)), default=0.0)
    return len(known) == len(values) and way > 0 and back <= NOISE * way
