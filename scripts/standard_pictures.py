"""Make the pictures of the standard that employees are shown: good ones, and one for each fault.

    python -m scripts.standard_pictures

They are cut from the demo team's photos, whose people are virtual, and written small. What was
measured on each is written beside: a page shows only those whose fault the person's own standard
calls a fault.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from photos.quality.analysis import analyse
from photos.quality.cut import WEBP, cut
from photos.quality.geometry import CropBox

ROOT = Path(__file__).resolve().parent.parent
TEAM = ROOT / "demo" / "team"
PICTURES = ROOT / "retakes" / "static" / "retakes" / "standard"
NUMBERS = ROOT / "retakes" / "page" / "examples.json"
SIDE = 320  # px


@dataclass(frozen=True, slots=True)
class Source:
    """A square of one demo photo, in its px."""

    photo: str
    x: float
    y: float
    side: float
    angle: float = 0.0


SOURCES = {
    "good": Source("e1001-amara-okafor", 42, 133, 560),
    "good-too": Source("e1006-henrik-lindqvist", 36, 131, 560),
    "too-far": Source("e1020-marek-novak", 0, 160, 640),
    "busy": Source("e1021-nadia-fischer", 0, 190, 430),
    "uneven-light": Source("e1008-kenji-mori", 52, 130, 540),
    "tilted": Source("e1015-sofia-marchetti", 100, 190, 440, 26),
    "too-close": Source("e1013-zanele-dube", 0, 0, 538),
    "blurred": Source("e1012-tomas-vega", 45, 125, 550),
}


def main() -> None:
    """Write all pictures, and what was measured on them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    numbers = {}
    for name, source in SOURCES.items():
        master = (TEAM / f"{source.photo}.jpg").read_bytes()
        box = CropBox(source.x, source.y, source.side, source.side, source.angle)
        made = cut(master, box, SIDE, SIDE, WEBP).data
        (PICTURES / f"{name}.webp").write_bytes(made)
        numbers[name] = analyse(made).as_json()
    written = json.dumps(numbers, separators=(",", ":"), sort_keys=True)
    NUMBERS.write_text(written + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
