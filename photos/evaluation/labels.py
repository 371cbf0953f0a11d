"""What people said of photos: a CSV with a line for each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from directory.roster import DELIMITERS, Line, UnreadableRoster, decoded, lines_of
from photos.imports.photo_files import (
    BY_COMMAND,
    PhotoFile,
    photo_at,
    photos_in_folder,
    plain_name,
)

VERDICTS = ("pass", "fix", "retake", "unsure")
FILE = "file"
AMBIGUOUS = "ambiguous"
TRUTH_COLUMNS = ("verdict_visual", "verdict")  # the first one present is taken
REASONS = {"verdict_visual": "reason_visual", "verdict": "reason"}  # columns, by that of the truth
MOST_FILES_NAMED = 20  # in one sentence


class UnusableLabels(Exception):
    """A labels file that cannot be used; says which column, line or photo, for people."""


@dataclass(frozen=True, slots=True)
class Label:
    """What people said of one file. `ambiguous` where they disagreed or hesitated; `reason` is
    their own word for why they would not take it; `facts` are the cells of every column, by
    its name in small letters."""

    file: str
    verdict: str
    ambiguous: bool
    reason: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Labels:
    """A labels file: its lines, its columns, and the one that holds the verdicts."""

    rows: tuple[Label, ...]
    columns: tuple[str, ...]
    truth: str


def read_labels(path: Path) -> Labels:
    """The labels of a CSV with commas, semicolons or tabs, in UTF-8, UTF-16 or as Windows
    writes it. Raises UnusableLabels."""
    lines = labels_lines(path)
    header = next(lines, None)
    if header is None:
        raise UnusableLabels(f"{path.name} is empty.")
    columns = tuple(title.strip().lower() for title in checked(header).cells)
    truth = next((name for name in TRUTH_COLUMNS if name in columns), None)
    if FILE not in columns or truth is None:
        raise UnusableLabels(
            f"{path.name} needs a column “file” and one of: {', '.join(TRUTH_COLUMNS)}."
        )
    refuse_twins(columns)
    rows = tuple(read_label(line, columns, truth) for line in lines)
    if not rows:
        raise UnusableLabels(f"{path.name} has no line below its header.")
    return Labels(rows, columns, truth)


def labels_lines(path: Path) -> Iterator[Line]:
    """The lines of the file; each file named once. Raises UnusableLabels."""
    try:
        text = decoded(path.read_bytes())
    except OSError as error:
        raise UnusableLabels(f"{path} cannot be read: {error.strerror}.") from error
    except UnreadableRoster as error:
        raise UnusableLabels(f"{path.name}: {error.message}") from error
    return lines_of(text, best_delimiter(text))


def best_delimiter(text: str) -> str:
    """The one that tells most cells of the first line apart."""
    return max(DELIMITERS, key=lambda sign: len(next(lines_of(text, sign), Line(0)).cells))


def checked(line: Line) -> Line:
    """The line itself. Raises UnusableLabels where its cells cannot be told apart."""
    if line.complaint:
        raise UnusableLabels(f"Line {line.number}: {line.complaint}")
    return line


def refuse_twins(columns: tuple[str, ...]) -> None:
    """Raise UnusableLabels where the header names a column twice."""
    twins = sorted({name for name in columns if name and columns.count(name) > 1})
    if twins:
        raise UnusableLabels(f"The first line names the column “{twins[0]}” twice.")


def read_label(line: Line, columns: tuple[str, ...], truth: str) -> Label:
    """One line of a labels file."""
    cells = [cell.strip() for cell in checked(line).cells]
    if any(cells[len(columns) :]):
        raise UnusableLabels(
            f"Line {line.number} has {len(cells)} cells, the first line {len(columns)}: a cell "
            "with a comma or semicolon in it needs quotation marks."
        )
    facts = dict(zip(columns, cells, strict=False))
    verdict = facts.get(truth, "").lower()
    if not facts.get(FILE):
        raise UnusableLabels(f"Line {line.number} names no file.")
    if verdict not in VERDICTS:
        raise UnusableLabels(f"Line {line.number}: {verdict!r} is none of {', '.join(VERDICTS)}.")
    return Label(
        file=plain_name(facts[FILE]),
        verdict=verdict,
        ambiguous=facts.get(AMBIGUOUS) == "1",
        reason=facts.get(REASONS[truth], ""),
        facts=facts,
    )


def labelled_files(folder: Path, labels: Labels) -> list[PhotoFile]:
    """The files that the labels speak of, in their order.

    Raises UnusableLabels where one is named twice or is not there.
    """
    refuse_repeated(labels)
    if not folder.is_dir():
        raise UnusableLabels(f"There is no folder {folder}.")
    found = {label.file: file_in(folder, label.file) for label in labels.rows}
    if None in found.values():  # a Mac writes accents apart: look at every name
        listed = {photo.name: photo for photo in photos_in_folder(folder, BY_COMMAND).photos}
        found = {name: photo or listed.get(name) for name, photo in found.items()}
    missing = [name for name, photo in found.items() if photo is None]
    if missing:
        what = "file" if len(missing) == 1 else "files"
        raise UnusableLabels(f"There is no {what} {named(missing)} in {folder}.")
    return [photo for photo in found.values() if photo is not None]


def refuse_repeated(labels: Labels) -> None:
    """Raise UnusableLabels where a file has two labels."""
    counts = Counter(label.file for label in labels.rows)
    twice = sorted(name for name, count in counts.items() if count > 1)
    if twice:
        raise UnusableLabels(f"More than one line names {named(twice)}.")


def file_in(folder: Path, name: str) -> PhotoFile | None:
    """The file of that name below the folder; None where it is not there or outside."""
    path = folder / name
    inside = path.resolve().is_relative_to(folder.resolve())
    return photo_at(path, name, BY_COMMAND) if inside and path.is_file() else None


def named(files: list[str]) -> str:
    """The names in quotation marks, the first twenty of them."""
    more = len(files) - MOST_FILES_NAMED
    shown = ", ".join(f"“{name}”" for name in files[:MOST_FILES_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown
