"""The brief in words that a photographer works by."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from django.utils.translation import gettext as _

from photos.labels import spoken
from photos.quality.shot_brief import ShotBrief
from photos.quality.uses import load_uses
from retakes.days.rows import PhotoDay

PLAIN, DARK, LIGHT = 20.0, 35.0, 65.0  # chroma, and lightness (CIE Lab)


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One point of the brief; `is_open` where the plans contradict each other."""

    title: str
    words: str
    is_open: bool = False


def words_of(brief: ShotBrief, day: PhotoDay) -> list[BriefLine]:
    """All points, in the order of a set-up: frame, pixels, background, light, pose, uses."""
    lines = [
        BriefLine(_("Frame"), _frame(brief)),
        BriefLine(_("Pixels"), _pixels(brief)),
        BriefLine(_("Background"), _background(brief)),
        BriefLine(_("Light"), _light(brief)),
        BriefLine(_("Pose"), _pose(brief)),
        BriefLine(_("Used for"), ", ".join(titles(day))),
        BriefLine(
            _("Files"),
            _(
                "One photo of each person, named by the employee id or the badge: "
                "12345.jpg. No filters, no retouching; JPEG straight from the camera."
            ),
        ),
    ]
    if brief.contradictions:
        told = _(
            "The standards of the people on this day ask for different backgrounds or light. "
            "Take these people in two groups, or plan two days."
        )
        lines.insert(0, BriefLine(_("To be settled first"), told, is_open=True))
    return lines


def titles(day: PhotoDay) -> list[str]:
    """The uses' titles."""
    return [spoken(use.title) for use in load_uses() if use.name in day.uses]


def _frame(brief: ShotBrief) -> str:
    told = _(
        "Head and shoulders. Head from hair to chin at most %(head)d %% of the picture's "
        "height, eyes %(eyes)d %% from the top, the face in the middle. Every use is cut from "
        "this one shot: rather wider than tighter."
    )
    return told % {"head": round(100 * brief.head_share), "eyes": round(100 * brief.eye_line)}


def _pixels(brief: ShotBrief) -> str:
    told = _("At least %(width)d x %(height)d pixels.")
    return told % {"width": brief.width, "height": brief.height}


def _background(brief: ShotBrief) -> str:
    lightness, chroma = brief.bands["background_lightness"], brief.bands["background_chroma"]
    tone = _("a light wall") if lightness.low >= LIGHT else _("a plain wall")
    if isfinite(lightness.high) and lightness.high <= DARK:
        tone = _("a dark wall")
    neutral = _("grey, white or a muted tone") if chroma.high <= PLAIN else _("any quiet tone")
    told = _(
        "Before %(tone)s: %(neutral)s, the same for everybody, one and a half metres behind the"
        " person, nothing else in the picture."
    )
    return told % {"tone": tone, "neutral": neutral}


def _light(brief: ShotBrief) -> str:
    stops = brief.bands["illumination_uniformity"].high
    told = _(
        "Soft light from the front: one cheek at most %(times)s times as bright as the other, "
        "no hard shadows, nothing burnt out."
    )
    return told % {"times": f"{2 ** min(stops, 3):.1f}"}


def _pose(brief: ShotBrief) -> str:
    told = _(
        "Camera at the height of the eyes. Face turned away by at most %(yaw)d°, head tilted by"
        " at most %(roll)d°. Glasses without glare; head coverings as worn every day."
    )
    yaw, roll = brief.bands["head_pose_yaw"].high, brief.bands["head_pose_roll"].high
    return told % {"yaw": round(min(yaw, 90)), "roll": round(min(roll, 90))}
