"""What a photographer is asked for: one shot that serves every planned use."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from photos.quality.standard import Band, Rule, Standard, load_standard
from photos.quality.uses import Use

# A shot is framed by hand, and straightening and aligning take from its edges.
SPARE = 1.15
WANTED = (
    "background_busyness",
    "background_lightness",
    "background_chroma",
    "illumination_uniformity",
    "head_pose_roll",
    "head_pose_yaw",
    "head_pose_pitch",
)


@dataclass(frozen=True, slots=True)
class ShotBrief:
    """One frame from which all uses can be cut, and what all standards allow of it.

    `head_share` and `eye_line` are shares of the frame's height (the head, and the eyes from the
    top), `aspect` is width by height; `width` and `height` are the pixels of the least file.
    `bands` are the values in which every standard and use passes, by the measure's name; one
    whose `low` lies above its `high` tells that they contradict each other.
    """

    head_share: float
    eye_line: float
    aspect: float
    width: int
    height: int
    bands: dict[str, Band]

    @property
    def contradictions(self) -> tuple[str, ...]:
        """The measures for which no value suits all."""
        return tuple(name for name, band in self.bands.items() if band.low > band.high)


def shot_brief(standards: Sequence[Standard], uses: Sequence[Use]) -> ShotBrief:
    """The union of what these uses need, under these standards. Raises ValueError for none."""
    cut = [use for use in uses if use.aspect is not None]
    if not cut or not standards:
        raise ValueError("a brief is for at least one standard and one use that is cut")
    # In head heights, from the line of the eyes.
    above = SPARE * max(use.eye_line / use.head_height for use in cut)
    below = SPARE * max((1 - use.eye_line) / use.head_height for use in cut)
    across = SPARE * max((use.aspect or 1.0) / use.head_height for use in cut)
    tall = above + below
    a_head = max(use.preferred * use.head_height / (use.aspect or 1.0) for use in cut)
    long_side = max((use.preferred for use in uses if use.aspect is None), default=0)
    grown = max(1.0, long_side / (a_head * max(tall, across)))
    return ShotBrief(
        head_share=1 / tall,
        eye_line=above / tall,
        aspect=across / tall,
        width=round(a_head * across * grown),
        height=round(a_head * tall * grown),
        bands={name: common_band(name, standards, uses) for name in WANTED},
    )


def common_band(rule_id: str, standards: Collection[Standard], uses: Collection[Use]) -> Band:
    """The values of a rule that pass under every standard for every use."""
    bands = [
        rule.passes
        for standard in standards
        for use in uses
        if (rule := rule_of(rule_id, standard, use)) is not None
    ]
    return Band(max(band.low for band in bands), min(band.high for band in bands))


def rule_of(rule_id: str, standard: Standard, use: Use) -> Rule | None:
    """The rule that judges a photo for the use: the use's own, that of the standard whose bands
    it takes, or the person's standard's. None where there is no such rule."""
    own = next((rule for rule in use.rules if rule.id == rule_id), None)
    theirs = standard.by_id.get(rule_id)
    if own or theirs is None or theirs.group not in use.band_groups or not use.bands_of:
        return own or theirs
    other = load_standard(use.bands_of).by_id[rule_id]
    return replace(theirs, passes=other.passes)
