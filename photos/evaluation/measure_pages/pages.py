"""Pages on disk: the block between the markers is made anew, the prose around it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from photos.evaluation.measure_pages.figures import chart, figures
from photos.evaluation.measure_pages.pairs import drawn, examples, in_words
from photos.evaluation.measure_pages.readings import Readings
from photos.evaluation.measure_pages.svg import svg
from photos.quality.measures.measure import Measure
from photos.quality.standard import Standard

BEGIN, END = "<!-- figures: made by manage.py draw_measures -->", "<!-- /figures -->"


class NoPage(Exception):
    """A measure has no page, or its page no place for the figures."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The folder of docs/measures, with its images."""

    folder: Path

    def draw(self, measure: Measure, standard: Standard, readings: Readings) -> None:
        """Make one measure's picture, curve and block anew. Raises NoPage."""
        page = self.folder / f"{measure.name}.md"
        if not page.is_file():
            raise NoPage(f"{page} is missing: write what the measure means first.")
        shown = examples(measure.name, readings)
        block = figures(measure, standard, readings, in_words(shown, measure.unit))
        filled = with_block(page.read_text(encoding="utf-8"), block, page.name)
        images = self.folder / "images"
        images.mkdir(exist_ok=True)
        picture, curve = images / f"{measure.name}.jpg", images / f"{measure.name}-curve.svg"
        picture.write_bytes(drawn(shown, measure.unit))
        curve.write_text(svg(chart(measure, standard, readings)), encoding="utf-8")
        page.write_text(filled, encoding="utf-8")


def with_block(text: str, block: str, name: str) -> str:
    """The page with this block between its markers. Raises NoPage where they are missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise NoPage(f"{name} has no {BEGIN} and {END}.")
    return f"{before}{BEGIN}\n\n{block}\n\n{END}{after}"
