"""How costs grow, as an SVG: both axes logarithmic, so that as many times is as far anywhere."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from photos.evaluation.benchmarks.growth import Growth

WIDTH, HEIGHT = 390, 300  # of one panel: as wide as a phone
LEFT, RIGHT, TOP, BOTTOM = 54, 252, 34, 252
LINE_GAP = 13
GROUND, INK, FAINT = "#ffffff", "#1b1f24", "#c9ced6"
DECADE = 10


@dataclass(frozen=True, slots=True)
class Pen:
    """Told apart by colour (Okabe and Ito's, darkened for text on white), dash and mark."""

    colour: str
    dashes: str


PENS = (
    Pen("#0a5c94", ""),
    Pen("#a63d00", "7 3"),
    Pen("#00694b", "2 3"),
    Pen("#8d3a75", "9 3 2 3"),
    Pen("#6e5500", "4 2"),
)
# What is drawn: the most telling of each family, by a name that fits beside the plot.
PANELS = (
    (
        "Lists and searches",
        {
            "admin: people, first page": "people, admin",
            "admin: people, search by e-mail": "search, admin",
            "admin: people, last page": "last page, admin",
            "API: people, first page": "people, API",
            "API: people, search by name": "search, API",
        },
    ),
    (
        "One person, one photo, one message",
        {
            "admin: one person's page": "person, admin",
            "API: one person": "person, API",
            "one upload's rows": "upload's rows",
            "send one message": "send message",
            "erase one person": "erase person",
        },
    ),
    (
        "Many at once",
        {
            "alike: the company": "compare company",
            "alike: one department": "compare one dept.",
            "judge 2,000 anew": "judge 2,000 anew",
            "admin: overview": "overview",
        },
    ),
)


@dataclass(frozen=True, slots=True)
class Scale:
    """From a value to a place on an axis, by its logarithm."""

    low: float
    high: float
    start: float
    end: float

    @classmethod
    def around(cls, values: list[float], start: float, end: float) -> Scale:
        """Whole powers of ten around the values."""
        low = DECADE ** math.floor(math.log10(min(values)))
        high = DECADE ** math.ceil(math.log10(max(values)))
        return cls(low, max(high, DECADE * low), start, end)

    def at(self, value: float) -> float:
        """Where it lies."""
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self) -> Iterator[float]:
        """The powers of ten."""
        value = self.low
        while value <= self.high * (1 + 1e-9):
            yield value
            value *= DECADE


def growth_svg(found: Growth) -> str:
    """The panels, one below the other."""
    shown = [
        (title, known)
        for title, names in PANELS
        if (known := {name: told for name, told in names.items() if name in found.cpu})
    ]
    height = HEIGHT * len(shown)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" font-family="Helvetica, Arial, sans-serif" font-size="12" '
        f'fill="{INK}">',
        "<title>Processor time by the number of people, both axes logarithmic</title>",
        f'<rect width="{WIDTH}" height="{height}" rx="6" fill="{GROUND}"/>',
    ]
    for place, (title, known) in enumerate(shown):
        parts.append(f'<g transform="translate(0 {place * HEIGHT})">')
        parts += panel(found, title, known)
        parts.append("</g>")
    return "\n".join([*parts, "</svg>"]) + "\n"


def panel(found: Growth, title: str, names: dict[str, str]) -> Iterator[str]:
    """One family's lines over the sizes."""
    across = Scale.around([float(size) for size in found.sizes], LEFT, RIGHT)
    up = Scale.around([cost for name in names for cost in found.cpu[name]], BOTTOM, TOP)
    yield words(10, 20, title, 'font-weight="bold"')
    yield from grid(across, up)
    yield from faster_than(across, up)
    ends = []
    for pen, (name, told) in zip(PENS, names.items(), strict=False):
        places = [
            (across.at(size), up.at(cost))
            for size, cost in zip(found.sizes, found.cpu[name], strict=True)
        ]
        yield line(places, pen)
        ends.append((places[-1][1], told, pen))
    yield from labels(ends)


def grid(across: Scale, up: Scale) -> Iterator[str]:
    """Powers of ten both ways."""
    for value in up.ticks():
        y = up.at(value)
        yield f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="{FAINT}" stroke-width=".8"/>'
        yield words(LEFT - 6, y + 4, time_words(value), 'text-anchor="end"')
    for value in across.ticks():
        x = across.at(value)
        yield f'<path d="M{x:.1f} {TOP}V{BOTTOM + 4}" stroke="{FAINT}" stroke-width=".8"/>'
        yield words(x, BOTTOM + 18, people_words(value), 'text-anchor="middle"')
    yield words((LEFT + RIGHT) / 2, BOTTOM + 36, "people", 'text-anchor="middle"')


def faster_than(across: Scale, up: Scale) -> Iterator[str]:
    """The slope of what grows as the company does, from the corner."""
    most = min(across.high / across.low, up.high / up.low)
    x, y = across.at(across.low * most), up.at(up.low * most)
    yield (
        f'<path d="M{LEFT} {BOTTOM}L{x:.1f} {y:.1f}" stroke="#8a919c" stroke-width="1" '
        'stroke-dasharray="1 3"/>'
    )
    yield words(LEFT + 34, BOTTOM - 6, "as the company", 'font-size="10" fill="#5a616b"')


def line(places: list[tuple[float, float]], pen: Pen) -> str:
    """One line with a dot at each size."""
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    dashes = f' stroke-dasharray="{pen.dashes}"' if pen.dashes else ""
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.4" fill="{pen.colour}"/>' for x, y in places
    )
    return f'<path d="M{path}" fill="none" stroke="{pen.colour}" stroke-width="2"{dashes}/>{dots}'


def labels(ends: list[tuple[float, str, Pen]]) -> Iterator[str]:
    """The lines' names at their ends, moved apart where they meet."""
    placed = float(TOP)
    ordered = sorted(ends, key=lambda end: end[0])
    heights: list[float] = []
    for y, _, _ in ordered:
        placed = max(y, placed + LINE_GAP if heights else placed)
        heights.append(placed)
    over = max(0.0, heights[-1] - BOTTOM) if heights else 0.0
    for (y, told, pen), height in zip(ordered, heights, strict=True):
        at = height - over
        yield (
            f'<path d="M{RIGHT + 3} {y:.1f}L{RIGHT + 12} {at:.1f}" fill="none" '
            f'stroke="{pen.colour}" stroke-width=".8"/>'
        )
        yield words(RIGHT + 15, at + 4, told, f'fill="{pen.colour}"')


def words(x: float, y: float, text: str, more: str = "") -> str:
    """A text element."""
    return f'<text x="{x:.1f}" y="{y:.1f}" {more}>{escape(text)}</text>'


def time_words(ms: float) -> str:
    """0.1 ms, 10 ms, 1 s."""
    return f"{ms / 1000:g} s" if ms >= 1000 else f"{ms:g} ms"


def people_words(people: float) -> str:
    """1k, 1M."""
    return f"{people / 1e6:g}M" if people >= 1e6 else f"{people / 1e3:g}k"
