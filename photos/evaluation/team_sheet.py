"""A team on one sheet: as taken on the left, as published on the right."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from PIL import Image

from photos.evaluation.published_team import Published
from photos.quality.cut import cut

SIDE, GAP = 132, 8  # px
ACROSS = 5  # faces in a row of either half
GROUND = (252, 251, 247)
QUALITY = 90


def team_sheet(team: Sequence[Published]) -> bytes:
    """A JPEG of both halves, in the same order."""
    half = ACROSS * (SIDE + GAP) + GAP
    rows = -(-len(team) // ACROSS)
    sheet = Image.new("RGB", (2 * half + 2 * GAP, rows * (SIDE + GAP) + GAP), GROUND)
    for place, one in enumerate(team):
        across, down = place % ACROSS, place // ACROSS
        x, y = GAP + across * (SIDE + GAP), GAP + down * (SIDE + GAP)
        sheet.paste(face(one, published=False), (x, y))
        sheet.paste(face(one, published=True), (half + 2 * GAP + x, y))
    made = BytesIO()
    sheet.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()


def face(one: Published, *, published: bool) -> Image.Image:
    """The person in one of the halves."""
    box = one.cut if published else one.taken
    return Image.open(BytesIO(cut(one.master, box, SIDE, SIDE).data)).convert("RGB")
