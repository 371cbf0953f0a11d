"""A camera that shows what a test holds before it, as Chromium offers it to tests."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

# One frame, shown again and again; Chromium shows nothing at less than one a second.
HEAD = "YUV4MPEG2 W{} H{} F5:1 Ip A1:1 C420jpeg\nFRAME\n"
BLACK, NEUTRAL = 16, 128  # video levels: light from 16 to 235, colours 112 to each side of 128
LIGHT, COLOUR = 219 / 255, 224 / 255


@dataclass(frozen=True)
class FakeCamera:
    """The file that Chromium reads each frame of; all pictures are of one size, even sides."""

    film: Path

    @property
    def flags(self) -> list[str]:
        """What Chromium is started with."""
        film = f"--use-file-for-fake-video-capture={self.film}"
        return ["--use-fake-device-for-media-stream", film]

    def show(self, picture: Image.Image) -> None:
        """Show this picture from the next frame on."""
        film = HEAD.format(*picture.size).encode() + planes(picture)
        # Written into the file that is open there.
        with self.film.open("r+b" if self.film.exists() else "wb") as file:
            file.write(film)


def planes(picture: Image.Image) -> bytes:
    """Light in full size, then both colours at half of it."""
    light, *colours = picture.convert("YCbCr").split()
    half = (picture.width // 2, picture.height // 2)
    small = [np.asarray(one.resize(half), float) - NEUTRAL for one in colours]
    levels = [BLACK + LIGHT * np.asarray(light), *(NEUTRAL + COLOUR * one for one in small)]
    return b"".join(one.astype(np.uint8).tobytes() for one in levels)
