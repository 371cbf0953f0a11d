"""A chart of lines as SVG, written by hand: readable small, in print, and on any background."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from photos.evaluation.measure_pages.axes import Axis
from photos.evaluation.measure_pages.figures_in_words import number

WIDTH, HEIGHT = 390, 270
LEFT, RIGHT, TOP, BOTTOM = 54, 330, 28, 228  # of the plot, in the chart's units
GUTTER = 32  # between the axis and the first dose, for the bands' names
TEXT, SMALL = 11, 10
LINE_GAP = 11  # between two labels at the lines' ends
# Dark enough on white; dashes tell them apart where colours are lost.
PENS = (
    ("#1f4e9c", ""),
    ("#b3261e", "7 3"),
    ("#1b6e3c", "2 3"),
    ("#6a2c91", "9 3 2 3"),
    ("#8a5a00", "4 2"),
    ("#222222", "1 2"),
)
SHADES = {"pass": "#e3f1e3", "warn": "#fdf0cf", "fail": "#f8e0dd"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name, for each dose a value or a gap, and which of PENS draws it."""

    name: str
    values: tuple[float | None, ...]
    pen: int


@dataclass(frozen=True, slots=True)
class Shade:
    """A shaded range of values: "pass", "warn" or "fail"."""

    kind: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines over doses, with what they are and the rule's bands behind them."""

    title: str
    x_label: str
    y_label: str
    doses: tuple[float, ...]
    lines: tuple[Line, ...]
    shades: tuple[Shade, ...] = ()

    @property
    def across(self) -> Axis:
        """From the doses to the chart's x."""
        return Axis(self.doses[0], self.doses[-1], LEFT + GUTTER, RIGHT - 4)

    @property
    def up(self) -> Axis:
        """From the values to the chart's y."""
        known = [value for line in self.lines for value in line.values if value is not None]
        edges = [end for one in self.shades for end in (one.low, one.high)]
        return Axis.around(known, edges, BOTTOM, TOP)


@dataclass(frozen=True, slots=True, order=True)
class End:
    """Where a line ends, in the chart's units, and whose it is."""

    y: float
    x: float
    name: str
    colour: str


def svg(chart: Chart) -> str:
    """The chart as an SVG file."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="640" '
        f'font-family="Helvetica, Arial, sans-serif" font-size="{TEXT}" fill="#222">',
        f"<title>{escape(chart.title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        *shades(chart),
        *grid(chart),
        *lines(chart),
        *labels(chart),
        words(LEFT, 16, chart.title, 'font-weight="bold"'),
        words((LEFT + RIGHT) / 2, HEIGHT - 8, chart.x_label, 'text-anchor="middle"'),
        words(0, 0, chart.y_label, middle_left()),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def middle_left() -> str:
    """Upright text beside the axis of values."""
    return f'text-anchor="middle" transform="translate(12 {(TOP + BOTTOM) / 2:g}) rotate(-90)"'


def words(x: float, y: float, text: str, more: str = "") -> str:
    """A text element."""
    return f'<text x="{x:g}" y="{y:g}" {more}>{escape(text)}</text>'


def shades(chart: Chart) -> Iterator[str]:
    """The rule's bands behind the lines."""
    up = chart.up
    for one in chart.shades:
        top, bottom = up.at(min(one.high, up.high)), up.at(max(one.low, up.low))
        if bottom > top:
            yield (
                f'<rect x="{LEFT}" y="{top:.1f}" width="{RIGHT - LEFT}" '
                f'height="{bottom - top:.1f}" fill="{SHADES[one.kind]}"/>'
            )


def labels(chart: Chart) -> Iterator[str]:
    """The bands' names, where there is room, left of the first dose."""
    up = chart.up
    for one in chart.shades:
        top, bottom = up.at(min(one.high, up.high)), up.at(max(one.low, up.low))
        if bottom - top >= SMALL:
            middle = round((top + bottom) / 2 + SMALL / 3, 1)
            yield words(LEFT + 3, middle, one.kind, f'font-size="{SMALL}"')


def grid(chart: Chart) -> Iterator[str]:
    """Both axes with their numbers; each dose has its own."""
    up, across = chart.up, chart.across
    for value in up.ticks():
        y = up.at(value)
        yield f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="#bbb" stroke-width=".6"/>'
        yield words(LEFT - 4, round(y + 4, 1), number(value), 'text-anchor="end"')
    last = 2.0 * WIDTH
    for dose in reversed(chart.doses):
        x = across.at(dose)
        yield f'<path d="M{x:.1f} {BOTTOM}v4" stroke="#222"/>'
        if last - x > 2 * TEXT:
            yield words(round(x, 1), BOTTOM + 16, number(dose), 'text-anchor="middle"')
            last = x
    yield f'<path d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}" fill="none" stroke="#222"/>'


def lines(chart: Chart) -> Iterator[str]:
    """The lines with their names at their ends, moved apart where they meet."""
    up, across = chart.up, chart.across
    ends = []
    for line in chart.lines:
        colour, dashes = PENS[line.pen % len(PENS)]
        places = [
            None if value is None else (across.at(dose), up.at(value))
            for dose, value in zip(chart.doses, line.values, strict=True)
        ]
        yield stroke(places, colour, dashes)
        last = next((one for one in reversed(places) if one is not None), None)
        if last is not None:
            ends.append(End(last[1], last[0], line.name, colour))
    yield from names(ends)


def stroke(places: Iterable[tuple[float, float] | None], colour: str, dashes: str) -> str:
    """One line through the places, broken at gaps, with a dot at each."""
    path, pen, dots = "", "M", []
    for place in places:
        if place is None:
            pen = "M"
            continue
        path += f"{pen}{place[0]:.1f} {place[1]:.1f}"
        dots.append(f'<circle cx="{place[0]:.1f}" cy="{place[1]:.1f}" r="1.8" fill="{colour}"/>')
        pen = "L"
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.6"{dashed}/>'
        + "".join(dots)
    )


def names(ends: list[End]) -> Iterator[str]:
    """The lines' names right of the plot, each joined to its end."""
    ends = sorted(ends)
    heights = apart([one.y for one in ends])
    for end, height in zip(ends, heights, strict=True):
        join = f"M{end.x + 3:.1f} {end.y:.1f}L{RIGHT + 8} {height:.1f}"
        yield f'<path d="{join}" fill="none" stroke="{end.colour}" stroke-width=".6"/>'
        yield words(RIGHT + 10, round(height + 4, 1), end.name, f'fill="{end.colour}"')


def apart(heights: list[float]) -> list[float]:
    """Rising heights moved apart to LINE_GAP, kept within the plot."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + LINE_GAP) if placed else max(height, TOP))
    for place in range(len(placed) - 1, -1, -1):
        ceiling = placed[place + 1] - LINE_GAP if place + 1 < len(placed) else BOTTOM
        placed[place] = min(placed[place], ceiling)
    return placed
