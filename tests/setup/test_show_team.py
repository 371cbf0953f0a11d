from io import StringIO

import pytest
from django.core.management import call_command

from demo.management.commands.show_team import Line, table
from directory.models import Person
from photos.models import Outcome, Photo
from tests import factories

SIDE_LIGHT = Line(
    "Arjun Mehta", "retake", "41", "The light comes from one side; turn to a window."
)


@pytest.fixture
def shown(db: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COLUMNS", "140")
    factories.judged_photo(factories.person("e1001"), Outcome.PASS, 95)
    factories.judged_photo(factories.person("e1010"), Outcome.RETAKE, 41)
    factories.photo(factories.person("e1012"), state=Photo.State.FAILED)
    factories.person("e1013")
    factories.person("e1024", status=Person.Status.LEFT)
    out = StringIO()
    call_command("show_team", stdout=out)
    return out.getvalue().splitlines()


def test_everybody_who_works_here_is_shown_worst_first(shown: list[str]) -> None:
    names = [line.split("  ")[0] for line in shown[1:5]]

    assert names == ["Zanele Dube", "Tomas Vega", "Arjun Mehta", "Amara Okafor"]


def test_a_line_says_verdict_score_and_reason(shown: list[str]) -> None:
    assert shown[3].split(maxsplit=4)[2:] == [
        "retake",
        "41",
        factories.SENTENCES[Outcome.RETAKE],
    ]


def test_people_without_a_verdict_are_named_as_such(shown: list[str]) -> None:
    assert shown[1].split("  ", 1)[1].strip() == "no photo"
    assert shown[2].split("  ", 1)[1].strip() == "not measured"


def test_the_sums_come_last(shown: list[str]) -> None:
    assert shown[-1] == "1 needs a retake."
    assert shown[-2].startswith("4 people: ")


def test_nobody_yet_is_said(db: None) -> None:
    out = StringIO()

    call_command("show_team", stdout=out)

    assert out.getvalue().endswith("0 people: nobody yet.\n0 need a retake.\n")


def test_a_long_name_leaves_room_for_everybodys_reason(db: None) -> None:
    long_name = "Maximilian Alexander Friedrich Wilhelm"
    card = factories.person(first_name=long_name, last_name="Wojciechowska").card

    assert Line.of(card).person == "Maximilian Alexander ..."


def test_a_long_reason_goes_on_below_itself() -> None:
    lines = list(table([SIDE_LIGHT], width=60))

    assert lines == [
        "Arjun Mehta  retake     41  The light comes from one side; turn to a",
        "                            window.",
    ]
