"""manage.py evaluate, run as its users run it."""

import base64
import io
import json
import stat
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

GOOD, SMALL, TURNED = "e1001-amara-okafor.jpg", "e1020-marek-novak.jpg", "e1018-diego-fuentes.jpg"
LABELS = f"""file,verdict,ambiguous,background,skin_tone
{GOOD},pass,0,neutral,dark
{SMALL},fix,1,neutral,light
{TURNED},retake,0,neutral,light
"""
WRONG = f"file,verdict,reason\n{GOOD},retake,other\n{SMALL},fix,\n{TURNED},pass,\n"


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.policy = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        self.addresses += [values[name] or "" for name in ("src", "href") if name in values]
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"] or ""

    @property
    def pictures(self) -> list[bytes]:
        """The pictures inside the page."""
        start = "data:image/jpeg;base64,"
        return [
            base64.b64decode(one.removeprefix(start))
            for one in self.addresses
            if one.startswith(start)
        ]


def run(*words: str) -> str:
    """What the command prints, in one process."""
    out = io.StringIO()
    call_command("evaluate", *words, "--jobs", "1", stdout=out, stderr=io.StringIO())
    return out.getvalue()


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    """A labels file on three of the demo team, all rightly judged."""
    path = tmp_path / "labels.csv"
    path.write_text(LABELS)
    return path


@pytest.fixture
def wrong_labels(tmp_path: Path) -> Path:
    """Labels of people who see it otherwise."""
    path = tmp_path / "wrong.csv"
    path.write_text(WRONG)
    return path


def page_of(labels: Path, folder: Path) -> Page:
    """The HTML report."""
    path = labels.parent / "report.html"
    run(str(labels), str(folder), "--html", str(path))
    return Page(path.read_text(encoding="utf-8"))


def test_tables_hold_figures_with_their_counts(labels: Path, demo_team: Path) -> None:
    printed = run(str(labels), str(demo_team))
    assert "all: 3 photos, retakes caught 100.0 %" in printed
    assert "unambiguous: 2 photos" in printed
    assert "Others spared                   100.0 % (2 of 2, 34 to 100 %)" in printed
    assert "Quiet background" in printed
    assert "Skin tone: the ranges of all groups overlap." in printed


def test_without_a_column_for_ambiguous_there_is_one_set(
    wrong_labels: Path, demo_team: Path
) -> None:
    assert "nambiguous" not in run(str(wrong_labels), str(demo_team))


def test_json_is_complete_and_keeps_its_keys(labels: Path, demo_team: Path) -> None:
    report = json.loads(run(str(labels), str(demo_team), "--json", "--propose"))
    assert set(report) == {
        "standard", "engine_version", "truth", "unambiguous", "all", "discrimination",
        "calibration", "slices", "wrong", "without_face", "not_assessed", "errors", "proposal",
        "cross_validation",
    }  # fmt: skip
    assert {"photos", "caught", "spared", "balanced_accuracy", "kappa", "unsure", "table"} <= set(
        report["all"]
    )
    assert report["all"]["photos"] == 3
    assert report["all"]["table"]["fix"]["fix"] == 1
    assert report["all"]["estimates"]["caught"]["whole"] == 1
    assert {one["advice"] for one in report["proposal"]["edges"]} == {"too few"}


def test_several_processes_find_the_same(labels: Path, demo_team: Path) -> None:
    out = io.StringIO()
    words = (str(labels), str(demo_team), "--json")
    call_command("evaluate", *words, "--jobs", "2", stdout=out)
    assert json.loads(out.getvalue()) == json.loads(run(*words))


def test_a_file_that_cannot_be_read_is_a_retake_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"this is text")
    path = tmp_path / "labels.csv"
    path.write_text("file,verdict\na.jpg,pass\n")
    report = json.loads(run(str(path), str(tmp_path), "--json"))
    assert list(report["errors"]) == ["a.jpg"]
    assert report["all"]["table"]["pass"]["retake"] == 1
    printed = run(str(path), str(tmp_path), "--html", str(tmp_path / "report.html"))
    assert "Files that cannot be read" in printed
    assert "the file cannot be read" in (tmp_path / "report.html").read_text()


def test_page_loads_nothing_and_runs_nothing(wrong_labels: Path, demo_team: Path) -> None:
    page = page_of(wrong_labels, demo_team)
    assert page.policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    assert not {"script", "link", "iframe", "object", "form"} & set(page.tags)
    assert {one.split(":")[0] for one in page.addresses if not one.startswith("#")} == {"data"}


def test_page_shows_the_wrong_pictures_small_and_without_metadata(
    wrong_labels: Path, demo_team: Path
) -> None:
    pictures = [Image.open(io.BytesIO(one)) for one in page_of(wrong_labels, demo_team).pictures]
    assert len(pictures) == 2
    for picture in pictures:
        assert max(picture.width, picture.height) <= 300
        assert picture.width <= 240
        assert not picture.getexif()
        assert not {"exif", "icc_profile", "comment", "xmp"} & set(picture.info)


def test_pictures_stand_upright(tmp_path: Path, demo_team: Path) -> None:
    lying = Image.open(demo_team / GOOD).resize((600, 400))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees to see it
    lying.save(tmp_path / "a.jpg", exif=exif)
    path = tmp_path / "labels.csv"
    path.write_text("file,verdict\na.jpg,pass\n")
    (picture,) = page_of(path, tmp_path).pictures
    assert Image.open(io.BytesIO(picture)).size == (200, 300)


def test_page_without_wrong_pictures_says_so(labels: Path, demo_team: Path) -> None:
    page = page_of(labels, demo_team)
    assert page.pictures == []
    html = (labels.parent / "report.html").read_text()
    for words in ("No photo that people pass is flagged.", "No retake is missed."):
        assert words in html


def test_a_name_is_text_in_the_page(tmp_path: Path, demo_team: Path) -> None:
    name = "<b onclick='x'>" + "long" * 40 + ".jpg"
    (tmp_path / name).write_bytes((demo_team / GOOD).read_bytes())
    path = tmp_path / "labels.csv"
    path.write_text(f'file,verdict\n"{name}",retake\n')
    page_of(path, tmp_path)
    assert "&lt;b onclick=" in (tmp_path / "report.html").read_text()
    assert "<b onclick" not in (tmp_path / "report.html").read_text()


def test_page_is_for_its_owner_alone(labels: Path, demo_team: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("older")
    path.chmod(0o644)
    run(str(labels), str(demo_team), "--html", str(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(one.name for one in tmp_path.iterdir()) == ["labels.csv", "report.html"]


def test_a_page_that_cannot_be_written_is_said_before_anything_is_measured(
    labels: Path, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="--html: there is no folder"):
        run(str(labels), str(tmp_path / "no photos"), "--html", str(tmp_path / "no" / "r.html"))


def test_a_missing_photo_is_named(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("file,verdict\nnobody.jpg,pass\n")
    with pytest.raises(CommandError, match=r"There is no file “nobody\.jpg”"):
        run(str(path), str(tmp_path))


def test_no_process_is_too_few(labels: Path, demo_team: Path) -> None:
    with pytest.raises(CommandError, match="--jobs: write 1 or more"):
        call_command("evaluate", str(labels), str(demo_team), "--jobs", "0")
