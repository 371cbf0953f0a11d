import unicodedata
from pathlib import Path

import pytest

from photos.evaluation.labels import UnusableLabels, labelled_files, read_labels


def labels_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """A labels file with this content."""
    path = folder / "labels.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_visual_verdict_is_preferred(tmp_path: Path) -> None:
    path = labels_file(
        tmp_path,
        "file,verdict,reason,verdict_visual,reason_visual,ambiguous\n"
        "a.jpg,retake,resolution,pass,,1\nb.jpg,retake,resolution,retake,pose,\n",
    )
    labels = read_labels(path)
    assert labels.truth == "verdict_visual"
    first, second = labels.rows
    assert (first.file, first.verdict, first.ambiguous, first.reason) == (
        "a.jpg",
        "pass",
        True,
        "",
    )
    assert (second.verdict, second.ambiguous, second.reason) == ("retake", False, "pose")


def test_capitals_and_blanks_are_forgiven(tmp_path: Path) -> None:
    labels = read_labels(labels_file(tmp_path, "File ; Verdict\n a.jpg ; Retake \n"))
    assert [(one.file, one.verdict) for one in labels.rows] == [("a.jpg", "retake")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_what_excel_writes_is_read(tmp_path: Path, encoding: str, sign: str) -> None:
    text = f"file{sign}verdict\r\nzoë.jpg{sign}fix\r\n"
    (label,) = read_labels(labels_file(tmp_path, text, encoding)).rows
    assert (label.file, label.verdict) == ("zoë.jpg", "fix")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "labels.csv is empty"),
        ("file,verdict\n", "labels.csv has no line below its header"),
        (
            "file,opinion\na.jpg,pass\n",
            "needs a column “file” and one of: verdict_visual, verdict",
        ),
        ("name,verdict\na.jpg,pass\n", "needs a column “file”"),
        ("file,verdict,file\na.jpg,pass,b.jpg\n", "names the column “file” twice"),
        ("file,verdict\na.jpg,pass\nb.jpg,good\n", "Line 3: 'good' is none of pass, fix"),
        ("file,verdict\n,pass\n", "Line 2 names no file"),
        ("file,verdict\na.jpg,pass,b\n", "Line 2 has 3 cells, the first line 2"),
        ('file,verdict\n"a.jpg,pass\n', "Line 2: The quotation marks do not match"),
        ("PK\x03\x04rest", "workbook"),
        ("file,verdict\na.jpg,pass\n\0", "not a text file"),
    ],
)
def test_unusable_labels_say_why(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(UnusableLabels, match=sentence):
        read_labels(labels_file(tmp_path, text))


def test_a_labels_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableLabels, match=r"nowhere\.csv cannot be read: No such file"):
        read_labels(tmp_path / "nowhere.csv")


def test_missing_files_are_listed_together(tmp_path: Path) -> None:
    labels = read_labels(labels_file(tmp_path, "file,verdict\na.jpg,pass\nb.jpg,pass\n"))
    with pytest.raises(UnusableLabels, match=r"no files “a\.jpg”, “b\.jpg” in"):
        labelled_files(tmp_path, labels)


def test_of_many_missing_files_twenty_are_named(tmp_path: Path) -> None:
    lines = "".join(f"{number}.jpg,pass\n" for number in range(30))
    labels = read_labels(labels_file(tmp_path, "file,verdict\n" + lines))
    with pytest.raises(UnusableLabels, match=r"“19\.jpg” and 10 more in"):
        labelled_files(tmp_path, labels)


def test_a_file_labelled_twice_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"")
    labels = read_labels(labels_file(tmp_path, "file,verdict\na.jpg,pass\na.jpg,retake\n"))
    with pytest.raises(UnusableLabels, match=r"More than one line names “a\.jpg”"):
        labelled_files(tmp_path, labels)


def test_a_file_outside_of_the_folder_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"")
    (tmp_path / "photos").mkdir()
    labels = read_labels(labels_file(tmp_path, "file,verdict\n../secret.jpg,pass\n"))
    with pytest.raises(UnusableLabels, match="There is no file"):
        labelled_files(tmp_path / "photos", labels)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    labels = read_labels(labels_file(tmp_path, "file,verdict\na.jpg,pass\n"))
    with pytest.raises(UnusableLabels, match="There is no folder"):
        labelled_files(tmp_path / "nowhere", labels)


def test_accents_that_a_mac_writes_apart_are_found(tmp_path: Path) -> None:
    apart = unicodedata.normalize("NFD", "zoë.jpg")
    (tmp_path / apart).write_bytes(b"x")
    labels = read_labels(labels_file(tmp_path, "file,verdict\nzoë.jpg,pass\n"))
    (photo,) = labelled_files(tmp_path, labels)
    assert (photo.name, photo.read()) == ("zoë.jpg", b"x")


def test_windows_paths_are_found(tmp_path: Path) -> None:
    (tmp_path / "team").mkdir()
    (tmp_path / "team" / "a.jpg").write_bytes(b"x")
    labels = read_labels(labels_file(tmp_path, "file,verdict\nteam\\a.jpg,pass\n"))
    assert [photo.name for photo in labelled_files(tmp_path, labels)] == ["team/a.jpg"]
