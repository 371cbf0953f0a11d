import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photos.quality.explain import (
    in_plain_words,
    in_words,
    range_in_words,
    same_picture_in,
    same_picture_of_more,
)
from photos.quality.standard import Band, load_standard, standard_names
from photos.quality.verdict import judge
from tests.quality.analyses import GOOD, analysis, changed

BROKEN = re.compile(r"\.\.|\s\.|\s\s|\{|\(\)|\. [a-z]")


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0.38, "share", "38 %"),
        (-0.05, "share", "0 %"),
        (1.0, "share", "100 %"),
        (16.07, "deg", "16°"),
        (2.96, "stops", "3.0 stops"),
        (0.31, "stops", "0.31 stops"),
        (4.31, "T", "4.3 times"),
        (28.6, "px", "29 pixels"),
        (0.484, "", "0.48"),
        (4.23, "Lab", "4.2"),
        (212.4, "", "212"),
    ],
)
def test_values_read_as_people_write_them(value: float, unit: str, words: str) -> None:
    assert in_words(value, unit).replace("\N{NO-BREAK SPACE}", " ") == words


@pytest.mark.parametrize(
    ("band", "words"),
    [
        (Band(0.45, 0.8), "45 % to 80 %"),
        (Band(0.01, math.inf), "at least 1 %"),
        (Band(0, 0.03), "at most 3 %"),
        (Band(-math.inf, math.inf), "any"),
    ],
)
def test_ranges_read_as_people_write_them(band: Band, words: str) -> None:
    assert range_in_words(band, "share").replace("\N{NO-BREAK SPACE}", " ") == words


def test_fail_says_what_was_seen_what_is_asked_and_what_to_do() -> None:
    verdict = judge(analysis(head_pose_yaw=38.0), load_standard("headshot"))
    assert verdict.main_finding is not None
    assert verdict.main_finding.message == (
        "The face is turned to the side (38°; asked for: at most 15°). "
        "Turn the face towards the camera."
    )


def test_stops_are_told_as_times_the_light() -> None:
    assert in_plain_words(3.0, "stops") == "8.0\N{NO-BREAK SPACE}times"


def test_number_that_would_round_into_the_range_gets_more_decimals() -> None:
    verdict = judge(analysis(head_height=0.4496), load_standard("headshot"))
    assert verdict.main_finding is not None
    assert "44.96" in verdict.main_finding.message


def test_warning_says_what_would_be_better() -> None:
    verdict = judge(analysis(background_chroma=30.0), load_standard("headshot"))
    assert verdict.main_finding is not None
    assert "better: at most 20)" in verdict.main_finding.message


@pytest.mark.parametrize("name", standard_names())
@given(st.sampled_from(sorted(GOOD)), st.floats(-60, 400))
def test_every_message_is_whole_sentences(name: str, measure: str, value: float) -> None:
    for finding in judge(changed({measure: value}), load_standard(name)).findings:
        assert finding.message[0].isupper() or finding.message[0] in "-0123456789"
        assert finding.message.endswith(".")
        assert not BROKEN.search(finding.message), finding.message


@pytest.mark.parametrize(
    ("files", "listed"),
    [
        (["a.jpg"], "a.jpg"),
        (["a.jpg", "b.jpg"], "a.jpg and b.jpg"),
        (["a.jpg", "b.jpg", "c.jpg"], "a.jpg, b.jpg and c.jpg"),
        (["a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg"], "a.jpg, b.jpg, c.jpg and 2 more"),
    ],
)
def test_files_of_the_same_picture_are_named_up_to_three(files: list[str], listed: str) -> None:
    assert same_picture_in(files) == f"The same picture is in {listed}."


@pytest.mark.parametrize(
    ("people", "at_least", "words"),
    [
        (1, False, "1 more person"),
        (2, False, "2 more people"),
        (47, True, "at least 47 more people"),
    ],
)
def test_further_people_are_counted(people: int, at_least: bool, words: str) -> None:
    assert same_picture_of_more(people, at_least=at_least) == f"And for {words}."
