"""One shot for every use: the widest frame, the most pixels, the narrowest bands."""

import pytest

from photos.quality.shot_brief import SPARE, shot_brief
from photos.quality.standard import load_standard
from photos.quality.uses import load_uses, use_named


def test_every_use_can_be_cut_from_the_one_shot() -> None:
    uses = load_uses()
    brief = shot_brief([load_standard("headshot")], uses)
    head = brief.head_share * brief.height  # px
    for use in uses:
        if use.aspect is None:
            assert max(brief.width, brief.height) >= use.preferred
            continue
        height = head / use.head_height
        assert SPARE * height * use.eye_line <= brief.eye_line * brief.height + 1
        assert SPARE * height * (1 - use.eye_line) <= (1 - brief.eye_line) * brief.height + 1
        assert SPARE * height * use.aspect <= brief.width + 1
        assert height * use.aspect >= use.preferred - 1


def test_the_narrowest_bands_hold_and_what_cannot_be_is_told() -> None:
    directory, badge = use_named("directory"), use_named("badge")
    alone = shot_brief([load_standard("headshot")], [directory])
    both = shot_brief([load_standard("headshot"), load_standard("corporate")], [directory, badge])
    assert alone.bands["head_pose_yaw"].high > both.bands["head_pose_yaw"].high
    assert both.bands["background_lightness"].low == 75  # the badge's
    assert both.bands["illumination_uniformity"].high == 0.8  # corporate's
    assert both.contradictions == ()
    with pytest.raises(ValueError, match="at least one"):
        shot_brief([load_standard("headshot")], [use_named("portrait")])
