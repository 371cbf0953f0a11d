"""Folders and ZIPs of photos are read without trusting them."""

import os
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from photos.imports.archives import open_photos
from photos.imports.photo_files import (
    PhotoFile,
    PhotoSource,
    SourceLimits,
    UnreadableFile,
    UnusableSource,
)
from photos.imports.zips import photos_in_zip

JPEG = b"\xff\xd8\xff fourteen bytes"
FEW = SourceLimits(most_files=3, most_bytes_a_file=1_000)
SMALL = 1_000  # bytes, of FEW


@pytest.fixture
def zip_of(tmp_path: Path) -> Callable[..., Path]:
    """Writes a ZIP of names and contents."""

    def write(method: int = zipfile.ZIP_DEFLATED, **contents: bytes) -> Path:
        path = tmp_path / "photos.zip"
        with zipfile.ZipFile(path, "w", method) as archive:
            for name, content in contents.items():
                archive.writestr(name, content)
        return path

    return write


def look(path: Path, limits: SourceLimits = FEW) -> PhotoSource:
    with open_photos(path, limits) as source:
        return source


def names(source: PhotoSource) -> list[str]:
    return [photo.name for photo in source.photos]


def refused(source: PhotoSource) -> dict[str, str]:
    return {file.name: file.reason for file in source.refused}


def contents(path: Path, limits: SourceLimits = FEW) -> dict[str, bytes]:
    with open_photos(path, limits) as source:
        return {photo.name: photo.read() for photo in source.photos}


def why_unreadable(photo: PhotoFile) -> str:
    with pytest.raises(UnreadableFile) as refusal:
        photo.read()
    return refusal.value.message


def why_unusable(path: Path, limits: SourceLimits = FEW) -> str:
    with pytest.raises(UnusableSource) as refusal:
        look(path, limits)
    return refusal.value.message


def write_files(folder: Path, *labels: str) -> Path:
    for label in labels:
        path = folder / label
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(JPEG)
    return folder


# --- folders ------------------------------------------------------------------


def test_a_folder_is_read_through_all_its_folders(tmp_path: Path) -> None:
    write_files(tmp_path, "b.JPG", "a/c.png", "a/b/d.heic")
    assert contents(tmp_path) == {"a/b/d.heic": JPEG, "a/c.png": JPEG, "b.JPG": JPEG}


def test_other_files_are_counted_and_hidden_ones_are_not(tmp_path: Path) -> None:
    write_files(tmp_path, "team.csv", "README", ".DS_Store", ".git/x.jpg", "__MACOSX/._e.jpg")
    source = look(write_files(tmp_path, "e.jpg"))
    assert names(source) == ["e.jpg"]
    assert source.skipped == 2
    assert source.refused == ()


def test_the_demo_team_is_found(demo_team: Path) -> None:
    source = look(demo_team, SourceLimits(most_files=24))
    assert len(source.photos) == 24
    assert source.photos[0].name == "e1001-amara-okafor.jpg"


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    write_files(tmp_path, "outside.jpg", "folder/inside.jpg")
    folder = tmp_path / "folder"
    (folder / "leak.jpg").symlink_to(tmp_path / "outside.jpg")
    (folder / "twin.jpg").symlink_to(folder / "inside.jpg")
    (folder / "parent").symlink_to(tmp_path)
    source = look(folder)
    assert names(source) == ["inside.jpg", "twin.jpg"]
    assert refused(source) == {"leak.jpg": "It is a link that leads out of the folder."}


def test_what_is_no_file_is_refused_rather_than_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "gone.jpg").symlink_to(tmp_path / "nowhere.jpg")
    assert set(refused(look(tmp_path)).values()) == {"It is not a file."}


def test_a_file_larger_than_allowed_is_not_read_whole(tmp_path: Path) -> None:
    (tmp_path / "big.jpg").write_bytes(b"x" * (SMALL + 1))
    with open_photos(tmp_path, FEW) as source:
        assert why_unreadable(source.photos[0]) == "It is larger than 0.001 MB."


def test_more_photos_than_allowed_are_refused(tmp_path: Path) -> None:
    write_files(tmp_path, "a.jpg", "b.jpg", "c.jpg", "d.jpg")
    assert why_unusable(tmp_path) == "There are more than 3 photos."


def test_a_photo_alone_is_a_source(tmp_path: Path) -> None:
    write_files(tmp_path, "e1.jpg")
    assert contents(tmp_path / "e1.jpg") == {"e1.jpg": JPEG}


def test_nothing_there_is_told(tmp_path: Path) -> None:
    assert why_unusable(tmp_path / "x").startswith("There is no folder or file at")


# --- archives -----------------------------------------------------------------


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_is_read_like_a_folder(zip_of: Callable[..., Path], method: int) -> None:
    path = zip_of(method, **{"team/e1.jpg": JPEG, "__MACOSX/._e1.jpg": b"", "team.csv": b"x"})
    assert contents(path) == {"team/e1.jpg": JPEG}
    assert look(path).skipped == 1


@pytest.mark.parametrize("name", ["../e1.jpg", "/e1.jpg", "a/../../e1.jpg", "C:\\e1.jpg"])
def test_a_path_out_of_the_archive_is_refused(zip_of: Callable[..., Path], name: str) -> None:
    source = look(zip_of(**{name: JPEG}))
    assert source.photos == ()
    assert list(refused(source).values()) == ["Its path leads out of the archive."]


def test_an_archive_inside_is_not_opened(zip_of: Callable[..., Path]) -> None:
    source = look(zip_of(**{"inner.zip": b"PK", "e1.jpg": JPEG}))
    assert names(source) == ["e1.jpg"]
    assert refused(source) == {"inner.zip": "An archive inside is not opened: unpack it first."}


def test_a_link_inside_is_refused(tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("e1.jpg")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    assert refused(look(tmp_path / "link.zip")) == {"e1.jpg": "It is a link."}


def test_an_encrypted_file_is_refused(zip_of: Callable[..., Path]) -> None:
    path = zip_of(**{"e1.jpg": JPEG})
    content = bytearray(path.read_bytes())
    content[content.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert refused(look(path)) == {"e1.jpg": "It is encrypted."}


def test_methods_that_unpack_without_measure_are_refused(zip_of: Callable[..., Path]) -> None:
    path = zip_of(zipfile.ZIP_BZIP2, **{"e1.jpg": JPEG})
    assert "not supported" in refused(look(path))["e1.jpg"]


def test_bytes_are_counted_as_read_whatever_the_directory_says(
    zip_of: Callable[..., Path],
) -> None:
    path = zip_of(**{"e1.jpg": b"x" * (SMALL + 1)})
    content = path.read_bytes().replace(struct.pack("<I", SMALL + 1), struct.pack("<I", 10))
    path.write_bytes(content)
    with open_photos(path, FEW) as source:
        assert why_unreadable(source.photos[0]) in {
            "It is larger than 0.001 MB.",
            "It is damaged inside the archive.",
        }


def test_an_honest_large_file_is_refused_by_its_bytes(zip_of: Callable[..., Path]) -> None:
    with open_photos(zip_of(**{"e1.jpg": b"x" * (SMALL + 1)}), FEW) as source:
        assert why_unreadable(source.photos[0]) == "It is larger than 0.001 MB."


def test_an_archive_that_unpacks_to_too_much_is_stopped(zip_of: Callable[..., Path]) -> None:
    path = zip_of(**{f"e{n}.jpg": b"x" * 900 for n in range(3)})
    with open_photos(path, SourceLimits(3, most_bytes_a_file=SMALL, most_bytes=1_500)) as source:
        sizes = [len(photo.read()) for photo in source.photos[:2]]
        assert sizes == [900, 900]
        told = why_unreadable(source.photos[2])
    assert told == "The archive unpacks to far more than it should."


def test_a_damaged_file_is_refused_alone(zip_of: Callable[..., Path]) -> None:
    path = zip_of(zipfile.ZIP_STORED, **{"e1.jpg": b"first", "e2.jpg": b"second"})
    path.write_bytes(path.read_bytes().replace(b"first", b"FIRST"))
    with open_photos(path, FEW) as source:
        assert why_unreadable(source.photos[0]) == "It is damaged inside the archive."
        assert source.photos[1].read() == b"second"


def test_overlapping_files_are_refused(zip_of: Callable[..., Path]) -> None:
    path = zip_of(**{"e1.jpg": JPEG, "e2.jpg": JPEG})
    content = bytearray(path.read_bytes())
    second = content.rfind(b"PK\x01\x02")
    content[second + 42 : second + 46] = bytes(4)  # points at the first file's bytes
    path.write_bytes(content)
    assert why_unusable(path) == "Files of the archive overlap: it is damaged or a trap."


def test_a_directory_larger_than_its_files_need_is_not_read(zip_of: Callable[..., Path]) -> None:
    path = zip_of(**{"a" * 900 + f"{n}.txt": b"" for n in range(4)})
    assert why_unusable(path) == "The archive holds more than 3 files."


def test_names_written_apart_by_a_mac_are_composed(zip_of: Callable[..., Path]) -> None:
    assert names(look(zip_of(**{"Ju\u0308rgen.jpg": JPEG}))) == ["J\u00fcrgen.jpg"]


def test_utf_8_names_are_read_though_not_declared(zip_of: Callable[..., Path]) -> None:
    path = zip_of(**{"J\u00fcrgen.jpg": JPEG})
    content = path.read_bytes()
    undeclared = content.replace(b"\x00\x08\x08\x00", b"\x00\x00\x08\x00")
    assert undeclared != content
    path.write_bytes(undeclared)
    assert names(look(path)) == ["J\u00fcrgen.jpg"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x05\x06", b"x" * 100])
def test_what_is_no_zip_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "photos.zip"
    path.write_bytes(content)
    assert (
        why_unusable(path)
        == "The file is neither a photo nor a ZIP archive, or the archive is damaged."
    )


@given(
    cut=st.integers(0, 400),
    place=st.integers(0, 400),
    inserted=st.binary(max_size=6),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_makes_the_reader_crash(
    tmp_path: Path, cut: int, place: int, inserted: bytes
) -> None:
    path = tmp_path / "damaged.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("e1.jpg", JPEG * 3)
        archive.writestr("e2.jpg", JPEG)
    content = path.read_bytes()
    path.write_bytes(content[:place] + inserted + content[place + cut % 8 :])
    try:
        with photos_in_zip(path, FEW) as source:
            readable = [photo.name for photo in source.photos if _is_readable(photo)]
    except UnusableSource as refusal:
        readable = []
        told = refusal.message
    else:
        told = "."
    assert told.endswith(".")
    assert len(readable) <= 2


def _is_readable(photo: PhotoFile) -> bool:
    try:
        return photo.read() is not None
    except UnreadableFile:
        return False


ODD_NAMES = {
    "e1.jpg\0.exe": "e1.jpg",  # as ZIP readers do
    "gpj.\u202eexe.jpg": "gpj. exe.jpg",
    "E1.JPG": "E1.JPG",
    "e1\x07\x1b[2J.jpg": "e1  [2J.jpg",
    "a/./b//e2.jpg": "a/./b//e2.jpg",
    f"{'x' * 60_000}.jpg": f"{'x' * 60_000}.jpg",
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_odd_names_are_labels_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number, name in enumerate([*ODD_NAMES, "E1.JPG"]):
            # Written as it stands: Python's own writer would tidy it.
            entry = zipfile.ZipInfo("x")
            entry.filename = name
            archive.writestr(entry, JPEG + bytes([number]))
    limits = SourceLimits(most_files=100)
    with open_photos(path, limits) as source:
        assert sorted(names(source)) == sorted([*ODD_NAMES.values(), "E1.JPG"])
        # Of two of the same name both are there.
        assert len({photo.read() for photo in source.photos}) == len(ODD_NAMES) + 1
    assert [file.name for file in tmp_path.iterdir()] == ["photos.zip"]


def test_more_entries_than_photos_need_are_not_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(10):
            archive.writestr(f"{number}.txt", b"")
    with pytest.raises(UnusableSource, match="more than 3 files"):
        look(path)


def test_sizes_of_zip64_are_believed_no_more_than_others(tmp_path: Path) -> None:
    path = tmp_path / "photos.zip"
    with (
        zipfile.ZipFile(path, "w") as archive,
        archive.open("e1.jpg", "w", force_zip64=True) as e1,
    ):
        e1.write(JPEG)
    good = path.read_bytes()
    assert contents(path) == {"e1.jpg": JPEG}
    at = good.index(b"PK\x01\x02")
    wide = struct.pack("<HHQQ", 1, 16, 2**40, len(JPEG))  # a terabyte, it says
    head = bytearray(good[at : at + 46])
    head[24:28], head[30:32] = b"\xff" * 4, len(wide).to_bytes(2, "little")
    directory = bytes(head) + b"e1.jpg" + wide
    end = bytearray(good[good.rindex(b"PK\x05\x06") :])
    end[12:16] = len(directory).to_bytes(4, "little")
    path.write_bytes(good[:at] + directory + bytes(end))
    try:
        assert all(len(content) <= SMALL for content in contents(path).values())
    except (UnreadableFile, UnusableSource) as refusal:
        assert refusal.message  # noqa: PT017  # either is right


def test_a_name_that_would_do_something_in_a_terminal_is_shown_plain(tmp_path: Path) -> None:
    for name in (b"Jo\x1b[31m Doe.jpg", b"An\nn Lee.jpg", b"Bad \xff.jpg"):
        Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_bytes(JPEG)
    with open_photos(tmp_path, FEW) as source:
        assert [photo.name for photo in source.photos] == [
            "An n Lee.jpg",
            "Bad  .jpg",
            "Jo [31m Doe.jpg",
        ]
        assert {photo.read() for photo in source.photos} == {JPEG}
