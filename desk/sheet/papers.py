"""The two kinds of paper: PDF pages, and one long PNG."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from desk.sheet.drawing import Colour
from desk.sheet.layout import PAGE_WIDTH

FONT_FILE = Path(__file__).parent / "fonts" / "DejaVuSans.ttf"
FONT = "DejaVuSans"
POINTS = 72 / 25.4  # in a mm
PIXELS = 6.0  # in a mm of the PNG: 1,260 px across, squares of about 190
WHITE: Colour = (255, 255, 255)


class PdfPaper:
    """Pages of a PDF, with real text."""

    def __init__(self, height: float, title: str) -> None:
        if FONT not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(FONT, FONT_FILE))
        self._target = BytesIO()
        self._height = height
        size = (PAGE_WIDTH * POINTS, height * POINTS)
        self._canvas = Canvas(self._target, pagesize=size)
        self._canvas.setTitle(title)
        self._canvas.setCreator("Sameframe")

    def text(self, x: float, y: float, words: str, size: float, colour: Colour) -> None:
        """As Paper says."""
        self._canvas.setFont(FONT, size * POINTS)
        self._canvas.setFillColorRGB(*(part / 255 for part in colour))
        self._canvas.drawString(x * POINTS, self._up(y), words)

    def width_of(self, words: str, size: float) -> float:
        """As Paper says."""
        return float(pdfmetrics.stringWidth(words, FONT, size * POINTS)) / POINTS

    def picture(self, x: float, y: float, side: float, jpeg: bytes) -> None:
        """As Paper says."""
        picture = ImageReader(BytesIO(jpeg))
        side_pt = side * POINTS
        self._canvas.drawImage(picture, x * POINTS, self._up(y + side), side_pt, side_pt)

    def ground(self, x: float, y: float, side: float, colour: Colour) -> None:
        """As Paper says."""
        self._canvas.setFillColorRGB(*(part / 255 for part in colour))
        side_pt = side * POINTS
        self._canvas.rect(x * POINTS, self._up(y + side), side_pt, side_pt, stroke=0, fill=1)

    def next_page(self) -> None:
        """As Paper says."""
        self._canvas.showPage()

    def finished(self) -> bytes:
        """The file."""
        self._canvas.save()
        return self._target.getvalue()

    def _up(self, y: float) -> float:
        return (self._height - y) * POINTS  # a PDF counts from below


class PngPaper:
    """One page as a picture."""

    def __init__(self, height: float) -> None:
        size = (round(PAGE_WIDTH * PIXELS), round(height * PIXELS))
        self._picture = Image.new("RGB", size, WHITE)
        self._draw = ImageDraw.Draw(self._picture)

    def text(self, x: float, y: float, words: str, size: float, colour: Colour) -> None:
        """As Paper says."""
        place = (x * PIXELS, y * PIXELS)
        self._draw.text(place, words, fill=colour, font=font_of(size), anchor="ls")

    def width_of(self, words: str, size: float) -> float:
        """As Paper says."""
        return float(self._draw.textlength(words, font=font_of(size))) / PIXELS

    def picture(self, x: float, y: float, side: float, jpeg: bytes) -> None:
        """As Paper says."""
        pixels = round(side * PIXELS)
        with Image.open(BytesIO(jpeg)) as opened:
            face = opened.convert("RGB").resize((pixels, pixels), Image.Resampling.LANCZOS)
        self._picture.paste(face, (round(x * PIXELS), round(y * PIXELS)))

    def ground(self, x: float, y: float, side: float, colour: Colour) -> None:
        """As Paper says."""
        left, top, pixels = round(x * PIXELS), round(y * PIXELS), round(side * PIXELS)
        self._draw.rectangle((left, top, left + pixels - 1, top + pixels - 1), fill=colour)

    def next_page(self) -> None:
        """As Paper says: there is only one."""
        raise ValueError("a picture has one page")

    def finished(self) -> bytes:
        """The file."""
        target = BytesIO()
        self._picture.save(target, "PNG")
        return target.getvalue()


@lru_cache
def font_of(size: float) -> ImageFont.FreeTypeFont:
    """Our font at a size in mm."""
    return ImageFont.truetype(FONT_FILE, round(size * PIXELS))
