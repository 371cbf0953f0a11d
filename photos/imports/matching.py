"""Whose photo is it: files by their names, people by what their list says of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath

from django.utils.text import slugify

from directory.entries import Entry
from photos.imports.photo_files import plain_name

# What may stand between an employee id and the rest of a file's name.
SEPARATORS = frozenset("-_ .")
NOBODY = "Nobody on the list has this photo, employee id, e-mail address or badge number."
NUMBERED = re.compile(r"([A-Za-z]{0,4}\d+)[-_ .]+(.+)")
NAME_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*\.?")
NO_NAME = (
    "Its name tells no person, or another file's name tells a different one with the same id: "
    "write e1001-first-last.jpg or First Last.jpg."
)


@dataclass(frozen=True)
class Pair:
    """A person and the name of their photo."""

    entry: Entry
    name: str


@dataclass(frozen=True)
class Unmatched:
    """A photo that goes to nobody, and why; `fits_no_one` where its name tells nobody known."""

    name: str
    reason: str
    fits_no_one: bool = False


@dataclass(frozen=True)
class Matching:
    """Which photo is whose.

    `missing` are people whose list names a photo that isn't there; `without` are the
    others that no photo was found for.
    """

    pairs: tuple[Pair, ...]
    unmatched: tuple[Unmatched, ...]
    missing: tuple[Entry, ...]
    without: tuple[Entry, ...]


@dataclass(frozen=True)
class Candidate:
    """A photo that fits one person; `is_named` by their photo column, not by its own name."""

    name: str
    entry: Entry
    is_named: bool


def match_photos(names: Sequence[str], entries: Sequence[Entry], nobody: str = NOBODY) -> Matching:
    """Match by the list's photo column, else the employee id, else the e-mail address, else the
    number of a badge.

    Where two photos fit one person, or one photo two people, nobody gets any of them
    and each is told; `nobody` is said of a photo that fits no one.
    """
    pairs: list[Pair] = []
    unmatched: list[Unmatched] = []
    candidates: dict[str, list[Candidate]] = defaultdict(list)
    for fit in _fits(names, entries, nobody):
        if isinstance(fit, Unmatched):
            unmatched.append(fit)
        else:
            candidates[fit.entry.employee_id].append(fit)
    for settled in chain.from_iterable(map(_settled, candidates.values())):
        if isinstance(settled, Pair):
            pairs.append(settled)
        else:
            unmatched.append(settled)
    return _matching(pairs, unmatched, entries)


def _matching(pairs: list[Pair], unmatched: list[Unmatched], entries: Sequence[Entry]) -> Matching:
    photographed = {pair.entry.employee_id for pair in pairs}
    bare = [entry for entry in entries if entry.employee_id not in photographed]
    return Matching(
        tuple(sorted(pairs, key=lambda pair: pair.name)),
        tuple(sorted(unmatched, key=lambda photo: photo.name)),
        tuple(entry for entry in bare if entry.photo),
        tuple(entry for entry in bare if not entry.photo),
    )


def _key(text: str) -> str:
    return plain_name(text).casefold()


def _fits(
    names: Sequence[str], entries: Sequence[Entry], nobody: str
) -> Iterator[Candidate | Unmatched]:
    """Each photo with the one person it fits, or why there is none."""
    named = owners_by_column(names, entries)
    directory = People(entries)
    for name in names:
        owners = named.get(name) or directory.fitting(PurePosixPath(name).stem)
        if len(owners) == 1:
            yield Candidate(name, owners[0], name in named)
        elif owners:
            ids = ", ".join(owner.employee_id for owner in owners)
            yield Unmatched(name, f"It fits several people: {ids}.")
        else:
            yield Unmatched(name, nobody, fits_no_one=True)


def owners_by_column(names: Sequence[str], entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """Who names each photo in the photo column, by its path, its name or its stem."""
    by_key: dict[str, list[str]] = defaultdict(list)
    for name in names:
        path = PurePosixPath(_key(name))
        for key in {str(path), path.name, path.stem}:
            by_key[key].append(name)
    owners: dict[str, list[Entry]] = defaultdict(list)
    for entry in (entry for entry in entries if entry.photo):
        path = PurePosixPath(_key(entry.photo))
        for name in by_key.get(str(path)) or by_key.get(path.name, []):
            owners[name].append(entry)
    return owners


def _settled(rivals: list[Candidate]) -> list[Pair | Unmatched]:
    """The one photo of a person; the list's own choice wins over names that fit."""
    chosen = [rival for rival in rivals if rival.is_named] or rivals
    person = f"{rivals[0].entry.full_name} ({rivals[0].entry.employee_id})"
    if len(chosen) == 1:
        other = f"The list names another photo for {person}: {chosen[0].name}."
        beaten = [Unmatched(rival.name, other) for rival in rivals if rival is not chosen[0]]
        return [Pair(chosen[0].entry, chosen[0].name), *beaten]
    names = ", ".join(rival.name for rival in rivals)
    reason = f"{person} has {len(rivals)} photos here ({names}): leave one."
    return [Unmatched(rival.name, reason) for rival in rivals]


class People:
    """People, found by what a photo's name may begin with or be."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_id: dict[str, list[Entry]] = defaultdict(list)
        self._by_badge: dict[str, list[Entry]] = defaultdict(list)
        self._by_email: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._by_id[_key(entry.employee_id)].append(entry)
            if entry.badge_number:
                self._by_badge[_key(entry.badge_number)].append(entry)
            if entry.email:
                self._by_email[_key(entry.email)].append(entry)

    def fitting(self, stem: str) -> list[Entry]:
        """Whose id, e-mail or badge number is the stem; else whose id, else whose badge number,
        is what stands before a separator."""
        key = _key(stem)
        whole = (
            self._by_id.get(key)
            or self._by_email.get(key)
            or self._by_badge.get(key)
            or self._by_id.get(_key(slugify(stem, allow_unicode=True)))
        )
        if whole:
            return whole
        starts = [key[:place] for place, sign in enumerate(key) if sign in SEPARATORS]
        by_id = [entry for start in starts for entry in self._by_id.get(start, [])]
        return by_id or [entry for start in starts for entry in self._by_badge.get(start, [])]


def entry_from_name(name: str) -> Entry | None:
    """The person that "e1001-amara-okafor.jpg" or "Amara Okafor.jpg" names, if it names one."""
    stem = PurePosixPath(name).stem.strip()
    numbered = NUMBERED.fullmatch(stem)
    written = numbered[2] if numbered else stem
    words = re.split(r"[\s_]+" if re.search(r"[\s_]", written) else r"[-.]+", written)
    if not all(NAME_WORD.fullmatch(word) for word in words) or (len(words) < 2 and not numbered):
        return None
    first, *others = (word[:1].upper() + word[1:] for word in words)
    employee_id = numbered[1] if numbered else slugify(stem, allow_unicode=True)
    return Entry(0, employee_id, first, " ".join(others))


def people_named(names: Iterable[str]) -> list[Entry]:
    """The people that files name, each once; none where files disagree about an id."""
    told: dict[str, set[Entry]] = defaultdict(set)
    for entry in filter(None, map(entry_from_name, names)):
        told[entry.employee_id].add(entry)
    return [entry for entries in told.values() if len(entries) == 1 for entry in entries]
