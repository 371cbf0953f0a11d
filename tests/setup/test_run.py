from pathlib import Path

import pytest

from scripts.run import DEMO_TEAM, ROOT, CannotRun, chosen_team, port_number


def test_without_a_word_the_demo_team_is_taken() -> None:
    team = chosen_team("", "", "")

    assert team.is_demo
    assert team.photos == DEMO_TEAM
    assert team.folder == ROOT / ".local" / "demo"


def test_own_people_are_kept_apart_from_the_demo_team(tmp_path: Path) -> None:
    team = chosen_team(str(tmp_path), "", "")

    assert not team.is_demo
    assert team.photos == tmp_path
    assert team.csv is None
    assert team.folder == ROOT / ".local" / "team"


def test_a_zip_file_of_photos_is_taken(tmp_path: Path) -> None:
    packed = tmp_path / "our photos.ZIP"
    packed.touch()

    assert chosen_team(str(packed), "", "").photos == packed


@pytest.mark.parametrize("name", ["nowhere", "notes.txt"])
def test_photos_that_are_not_there_are_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()

    with pytest.raises(CannotRun, match="there is no such folder or ZIP file"):
        chosen_team(str(tmp_path / name), "", "")


def test_a_csv_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match=r"CSV=staff\.csv: there is no such file"):
        chosen_team(str(tmp_path), "staff.csv", "")


def test_a_csv_file_alone_is_not_enough(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="PHOTOS must say"):
        chosen_team("", "staff.csv", "")


def test_the_folder_that_keeps_everything_can_be_chosen(tmp_path: Path) -> None:
    assert chosen_team("", "", str(tmp_path / "a b")).folder == tmp_path / "a b"


@pytest.mark.parametrize("text", ["", "0", "web", "-1", "70000"])
def test_a_port_that_is_none_is_told(text: str) -> None:
    with pytest.raises(CannotRun, match="write a number from 1 to 65535"):
        port_number(text)
