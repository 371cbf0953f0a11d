"""manage.py assess, run as its users run it."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.quality.pictures import encoded, portrait

GOOD, SMALL = "e1001-amara-okafor.jpg", "e1020-marek-novak.jpg"


def run(*words: str) -> str:
    """What a command prints."""
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_table_names_verdict_and_reason(demo_team: Path) -> None:
    printed = run("assess", str(demo_team / GOOD), str(demo_team / SMALL))
    good, small = printed.splitlines()[:2]
    assert GOOD in good
    assert "pass" in good
    assert "fix" in small
    assert "Come closer" in small
    assert printed.strip().endswith("1 fix, 1 pass")


def test_jsonl_record_has_every_promised_key(demo_team: Path) -> None:
    (line,) = run("assess", str(demo_team / SMALL), "--format", "jsonl").splitlines()
    record = json.loads(line)
    assert {
        "file", "verdict", "score", "shot_type", "scores", "findings", "crop", "faces",
        "measurements", "engine_version", "elapsed_ms", "error",
    } <= set(record)  # fmt: skip
    assert set(record["scores"]) == {"framing", "background", "lighting", "sharpness"}
    assert set(record["crop"]) == {"x", "y", "width", "height", "angle"}
    assert {"rule", "group", "outcome", "value", "unit", "allowed", "message"} <= set(
        record["findings"][0]
    )


def test_csv_has_a_line_for_each_file_of_a_zip(tmp_path: Path, demo_team: Path) -> None:
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in (GOOD, SMALL):
            archive.write(demo_team / name, name)
    rows = list(csv.DictReader(io.StringIO(run("assess", str(path), "--format", "csv"))))
    assert [(row["file"], row["verdict"]) for row in rows] == [(GOOD, "pass"), (SMALL, "fix")]


def test_what_is_not_even_opened_is_a_line_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "Link Doe.jpg").symlink_to("/etc/hostname")
    (line,) = map(json.loads, run("assess", str(tmp_path), "--format", "jsonl").splitlines())
    assert (line["file"], line["verdict"], line["code"]) == ("Link Doe.jpg", None, "not_taken")
    assert line["error"] == "It is a link that leads out of the folder."
    assert "1 refused" in run("assess", str(tmp_path))


def test_a_name_does_nothing_in_a_terminal_or_spreadsheet(tmp_path: Path) -> None:
    (tmp_path / "=1+1\x1b[31m\n.jpg").write_bytes(b"")
    assert run("assess", str(tmp_path)).startswith("=1+1 [31m ")
    (row,) = csv.DictReader(io.StringIO(run("assess", str(tmp_path), "--format", "csv")))
    assert row["file"] == "'=1+1 [31m .jpg"


def test_broken_file_is_a_line_with_its_error_and_the_others_go_on(
    tmp_path: Path, demo_team: Path
) -> None:
    (tmp_path / "a.jpg").write_bytes(b"this is text")
    (tmp_path / "b.jpg").write_bytes((demo_team / GOOD).read_bytes())
    broken, good = map(json.loads, run("assess", str(tmp_path), "--format", "jsonl").splitlines())
    assert (broken["verdict"], broken["findings"]) == (None, [])
    assert broken["error"]
    assert good["verdict"] == "pass"


def test_several_processes_give_the_same_verdicts(demo_team: Path) -> None:
    def verdicts(jobs: str) -> dict[str, tuple[str, int]]:
        lines = run("assess", str(demo_team), "--format", "jsonl", "--jobs", jobs).splitlines()
        records = map(json.loads, lines)
        return {one["file"]: (one["verdict"], one["score"]) for one in records}

    alone = verdicts("1")
    assert len(alone) == 24
    assert verdicts("2") == alone


def folder_with_a_copy(folder: Path, demo_team: Path) -> str:
    """Two people's photos, and a smaller one of the first in the name of somebody else."""
    for name in (GOOD, SMALL):
        (folder / name).write_bytes((demo_team / name).read_bytes())
    (folder / "e1008-kenji-mori.jpg").write_bytes(encoded(portrait(), quality=30))
    return str(folder)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_jsonl_names_the_files_of_the_same_picture(
    tmp_path: Path, demo_team: Path, jobs: str
) -> None:
    folder = folder_with_a_copy(tmp_path, demo_team)
    lines = run("assess", folder, "--format", "jsonl", "--jobs", jobs).splitlines()
    records = {one["file"]: one for one in map(json.loads, lines)}
    alike = {file: one["same_picture_as"] for file, one in records.items()}
    assert alike == {GOOD: ["e1008-kenji-mori.jpg"], SMALL: [], "e1008-kenji-mori.jpg": [GOOD]}
    assert records[GOOD]["verdict"] == "pass"


def test_table_notes_the_files_of_the_same_picture(tmp_path: Path, demo_team: Path) -> None:
    printed = run("assess", folder_with_a_copy(tmp_path, demo_team))
    assert f"{GOOD}: The same picture is in e1008-kenji-mori.jpg." in printed
    assert f"e1008-kenji-mori.jpg: The same picture is in {GOOD}." in printed
    assert f"{SMALL}:" not in printed
    assert printed.strip().endswith("1 fix, 2 pass")


def test_standard_can_be_chosen(demo_team: Path) -> None:
    printed = run("assess", str(demo_team / SMALL), "--standard", "creative")
    assert "pass" in printed.splitlines()[0]


@pytest.mark.parametrize("what", ["nowhere", "empty"])
def test_nothing_to_assess_is_said(tmp_path: Path, what: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(CommandError, match=r"There (is|are) no"):
        run("assess", str(tmp_path / what))
