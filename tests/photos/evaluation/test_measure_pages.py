"""docs/measures: a page for each measure, true to the standard, and the charts in them."""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command

from photos.evaluation.measure_pages.album import PEOPLE, Album
from photos.evaluation.measure_pages.axes import Axis
from photos.evaluation.measure_pages.figures import chart
from photos.evaluation.measure_pages.figures_in_words import number
from photos.evaluation.measure_pages.ladders import ladders_of
from photos.evaluation.measure_pages.pages import BEGIN, END, NoPage, with_block
from photos.evaluation.measure_pages.pairs import drawn, examples
from photos.evaluation.measure_pages.readings import Readings
from photos.evaluation.measure_pages.rules import rules_of, shades, use
from photos.evaluation.measure_pages.svg import LINE_GAP, Chart, Line, Shade, apart, svg
from photos.quality.measures import MEASURES
from photos.quality.standard import load_standard
from tests.conftest import DEMO_TEAM
from tests.quality.sweeps import FOLDER as SWEEPS

ROOT = Path(__file__).resolve().parents[3]
PAGES = ROOT / "docs" / "measures"
HEADSHOT = load_standard("headshot")
NAMES = [one.name for one in MEASURES]
HEADINGS = (
    "## How it is computed",
    "## What the standard asks",
    "## Low, high and the dose curve",
    "## What else moves it",
    "## What must not move it",
    "## Known limits",
)
LARGEST_CURVE, LARGEST_FOLDER = 20_000, 3_000_000  # bytes
DRAW_AGAIN = "run manage.py draw_measures"
SVG = "{http://www.w3.org/2000/svg}"
SAME_PLACE = 1.0  # of the chart's units, of which it is 390 wide


def text_of(measure: str) -> str:
    return (PAGES / f"{measure}.md").read_text(encoding="utf-8")


def places(curve: str) -> list[tuple[float, float]]:
    """Every dot of a chart."""
    dots = ElementTree.fromstring(curve).iter(f"{SVG}circle")
    return [(float(one.attrib["cx"]), float(one.attrib["cy"])) for one in dots]


@pytest.mark.parametrize("measure", NAMES)
def test_every_measure_has_a_page_with_its_headings_and_pictures(measure: str) -> None:
    page = text_of(measure)
    assert f"(`{measure}`)" in page.splitlines()[0]
    assert [one for one in page.splitlines() if one.startswith("## ")] == list(HEADINGS)
    links = re.findall(r"\]\(([^)]+)\)", page)
    assert f"images/{measure}.jpg" in links
    assert f"images/{measure}-curve.svg" in links
    assert [one for one in links if not (PAGES / one).is_file()] == []
    tests = re.findall(r"`(tests/[^`]+)`", page)
    assert tests
    assert [one for one in tests if not (ROOT / one).exists()] == []


@pytest.mark.parametrize("measure", NAMES)
def test_a_page_has_the_bands_of_the_standard(measure: str) -> None:
    assert "\n".join(use(measure, HEADSHOT)) in text_of(measure), DRAW_AGAIN


def test_the_index_lists_every_measure_with_its_rules() -> None:
    lines = (PAGES / "README.md").read_text(encoding="utf-8").splitlines()
    for measure in NAMES:
        line = next(one for one in lines if one.startswith(f"| [{measure}]({measure}.md) |"))
        assert all(f"`{rule.id}`" in line for rule in rules_of(measure, HEADSHOT)), measure


def test_the_index_has_the_figures_of_the_blend() -> None:
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    blend = HEADSHOT.blends[0]
    for figure in (blend.intercept, *(part.weight for part in blend.parts)):
        assert f"{figure:g}" in index


def test_there_are_no_pages_or_pictures_of_measures_that_are_gone() -> None:
    assert {one.stem for one in PAGES.glob("*.md")} == {*NAMES, "README"}
    pictures = {f"{one}.jpg" for one in NAMES} | {f"{one}-curve.svg" for one in NAMES}
    assert {one.name for one in (PAGES / "images").iterdir()} == pictures


def test_the_pictures_are_small() -> None:
    images = list((PAGES / "images").iterdir())
    assert sum(one.stat().st_size for one in images) < LARGEST_FOLDER
    assert all(one.stat().st_size < LARGEST_CURVE for one in images if one.suffix == ".svg")


@pytest.mark.parametrize("measure", NAMES)
def test_every_curve_has_a_line_for_each_person_and_the_bands_names(measure: str) -> None:
    root = ElementTree.fromstring(
        (PAGES / "images" / f"{measure}-curve.svg").read_text(encoding="utf-8")
    )
    words = {one.text for one in root.iter(f"{SVG}text")}
    ladder = ladders_of(measure)[0]
    assert {measure, *ladder.people} <= words
    assert f"{ladder.name}, {ladder.unit}" in words
    rules = rules_of(measure, HEADSHOT)
    assert not rules or words & {"pass", "warn", "fail"}


def test_a_curve_is_what_would_be_drawn_today() -> None:
    (measure,) = (one for one in MEASURES if one.name == "inter_eye_distance")
    kept = (PAGES / "images" / f"{measure.name}-curve.svg").read_text(encoding="utf-8")
    now = svg(chart(measure, HEADSHOT, Readings(Album(SWEEPS, DEMO_TEAM))))
    assert len(places(now)) == len(places(kept)) == len(PEOPLE) * 4
    for mine, theirs in zip(places(now), places(kept), strict=True):
        assert mine == pytest.approx(theirs, abs=SAME_PLACE), DRAW_AGAIN


def test_the_same_examples_are_the_same_file() -> None:
    files = set()
    for _ in range(2):
        readings = Readings(Album(SWEEPS, DEMO_TEAM))
        files.add(drawn(examples("baked_frame", readings), "share"))
    assert len(files) == 1


CHART = Chart(
    title="blur & <motion>",
    x_label="dose",
    y_label="reading",
    doses=(0.0, 1.0, 4.0),
    lines=(Line("ann", (1.0, 2.0, 3.0), 0), Line("bob", (1.0, None, 3.0), 1)),
    shades=(Shade("pass", float("-inf"), 1.5), Shade("fail", 1.5, float("inf"))),
)


def test_a_chart_is_sound_xml_with_a_ground_of_its_own() -> None:
    root = ElementTree.fromstring(svg(CHART))
    assert root.findtext(f"{SVG}title") == "blur & <motion>"
    ground = root.find(f"{SVG}rect")
    assert ground is not None
    assert ground.attrib["fill"] == "#fff"
    assert "nan" not in svg(CHART)
    assert "inf" not in svg(CHART)


def test_higher_readings_stand_higher_and_gaps_stay_gaps() -> None:
    dots = places(svg(CHART))
    assert len(dots) == 5
    assert all(later[1] < earlier[1] for earlier, later in pairwise(dots[:3]))
    paths = [one.attrib["d"] for one in ElementTree.fromstring(svg(CHART)).iter(f"{SVG}path")]
    assert [one.count("M") for one in paths if re.fullmatch(r"M[\d. ]+M[\d. ]+", one)] == [2]


def test_names_at_the_ends_keep_apart() -> None:
    placed = apart([100.0, 100.0, 101.0, 227.0])
    assert all(later - earlier >= LINE_GAP for earlier, later in pairwise(placed))


def test_ticks_are_round_and_lie_on_the_axis() -> None:
    axis = Axis.around([0.03, 0.97], [], 200, 0)
    ticks = list(axis.ticks())
    assert ticks == pytest.approx([0.0, 0.2, 0.4, 0.6, 0.8, 1.0])
    assert all(0 <= axis.at(one) <= 200 for one in ticks)


def test_bands_of_a_rule_whose_sign_does_not_count_are_mirrored() -> None:
    seen = shades(HEADSHOT.rule("head_pose_yaw"))
    assert [one.kind for one in seen] == ["fail", "warn", "pass", "warn", "fail"]
    assert all(one.low == -other.high for one, other in zip(seen, seen[::-1], strict=True))


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.0, "0"), (-0.0001, "0"), (0.0123, "0.012"), (1.5, "1.5"), (27.04, "27"), (212.4, "212")],
)
def test_numbers_are_short(value: float, words: str) -> None:
    assert number(value) == words


def test_drawing_keeps_what_is_written_around_the_figures() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    once = with_block(page, "new", "page.md")
    assert once == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"
    assert with_block(once, "new", "page.md") == once
    with pytest.raises(NoPage):
        with_block("no markers", "new", "page.md")


def test_a_measure_without_a_page_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"face_presence\.md is missing"):
        call_command("draw_measures", out=tmp_path)
