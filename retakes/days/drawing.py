"""The brief's frame as a drawing: places in a picture 100 high, whole numbers."""

from __future__ import annotations

from dataclasses import dataclass

from photos.quality.shot_brief import ShotBrief

TALL = 100
HEAD_WIDTH = 0.72  # of its height


@dataclass(frozen=True, slots=True)
class Drawing:
    """Where the head and the lines go; `path` is the outline of neck and shoulders."""

    width: int
    middle: int
    eyes: int
    head_half_height: int
    head_half_width: int
    path: str

    @property
    def box(self) -> str:
        """The drawing's viewBox, with a margin for its frame."""
        return f"-1 -1 {self.width + 2} {TALL + 2}"


def drawing_of(brief: ShotBrief) -> Drawing:
    """The largest head of the brief in its frame; eyes lie halfway between hair and chin."""
    width, head = round(TALL * brief.aspect), TALL * brief.head_share
    middle, eyes = round(width / 2), round(TALL * brief.eye_line)
    chin, neck = round(eyes + head / 2), round(head * 0.22)
    shoulders = round(head * 0.95)
    path = (
        f"M{middle - neck} {chin - 3} V{chin + 5} Q{middle - shoulders} {chin + 9} "
        f"{middle - shoulders} {TALL} M{middle + neck} {chin - 3} V{chin + 5} "
        f"Q{middle + shoulders} {chin + 9} {middle + shoulders} {TALL}"
    )
    return Drawing(width, middle, eyes, round(head / 2), round(head / 2 * HEAD_WIDTH), path)
