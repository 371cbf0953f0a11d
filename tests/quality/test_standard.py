import pytest

from photos.quality.measures import MEASURES
from photos.quality.standard import (
    FOLDER,
    SCORED_GROUPS,
    StandardError,
    load_standard,
    read_standard,
    read_toml,
    standard_names,
)

DEFAULT = read_toml(FOLDER / "headshot.toml")


def test_default_comes_first_of_seven() -> None:
    assert standard_names()[0] == "headshot"
    assert len(standard_names()) == 7


@pytest.mark.parametrize("name", standard_names())
def test_every_rule_reads_a_measure_that_is_taken(name: str) -> None:
    taken = {measure.name for measure in MEASURES}
    standard = load_standard(name)
    parts = {part.measure for blend in standard.blends for part in blend.parts}
    blended = {blend.name for blend in standard.blends}
    read = {name for rule in standard.rules for name in (rule.measure, rule.measure_in_crop)}
    assert read - blended <= taken
    assert parts <= taken
    assert set(SCORED_GROUPS) <= {rule.group for rule in standard.rules}
    assert standard.title
    assert standard.summary


def test_versions_differ_where_rules_differ() -> None:
    assert len({load_standard(name).version for name in standard_names()}) == 7


def test_profile_changes_only_what_it_names() -> None:
    corporate, default = load_standard("corporate"), load_standard("headshot")
    assert corporate.rule("sharpness") == default.rule("sharpness")
    assert corporate.rule("background_chroma").passes.high == 12


def test_unknown_standard_names_those_there_are() -> None:
    with pytest.raises(KeyError, match="healthcare"):
        load_standard("hobby")


def blend_with(**changes: object) -> dict[str, object]:
    """A blend of one part with some of its values changed."""
    part = {"measure": "background_edges", "curve": "root", "weight": 1.0}
    return {"origin": "a test", "intercept": 0.0, "parts": [part | changes]}


@pytest.mark.parametrize("changes", [{"weight": -0.1}, {"curve": "wavy"}, {"weight": "much"}])
def test_blend_that_could_fall_with_a_fault_is_refused(changes: dict[str, object]) -> None:
    own = {"blends": {"background_busyness": blend_with(**changes)}}
    with pytest.raises(StandardError, match=r"own\.background_busyness"):
        read_standard("own", own, DEFAULT)


def test_blends_change_a_standards_version() -> None:
    own = read_standard("own", {"blends": {"background_busyness": blend_with()}}, DEFAULT)
    assert own.version != load_standard("headshot").version


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ({"head_hight": {}}, "no such rule: head_hight"),
        ({"head_height": {"pass": [0.9, 0.1]}}, "must lie in pass"),
        ({"head_height": {"warn": ["wide"]}}, "head_height"),
        ({"head_height": {"decides": "nobody"}}, "not machine or person"),
    ],
)
def test_broken_standard_says_where(rules: dict[str, object], sentence: str) -> None:
    with pytest.raises(StandardError, match=sentence):
        read_standard("own", {"title": "Own", "rules": rules}, DEFAULT)
