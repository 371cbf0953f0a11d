"""The photos of folders, ZIPs and single files, one at a time in memory.

Nothing is ever unpacked to disk: a name inside an archive is a label, not a path.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from photos.imports.photo_files import (
    BY_COMMAND,
    PHOTO_SUFFIXES,
    PhotoSource,
    RefusedFile,
    SourceLimits,
    UnusableSource,
    photo_at,
    photos_in_folder,
)
from photos.imports.zips import photos_in_zip

MOST_ARCHIVES = 500  # open at a time: a process may have about a thousand files open


@contextmanager
def open_photos(path: Path, limits: SourceLimits = BY_COMMAND) -> Iterator[PhotoSource]:
    """The photos at `path`, readable while the context is open. Raises UnusableSource."""
    if path.is_dir():
        yield photos_in_folder(path, limits)
    elif not path.is_file():
        raise UnusableSource(f"There is no folder or file at “{path}”.")
    elif path.suffix.lower() in PHOTO_SUFFIXES:
        yield PhotoSource(photos=(photo_at(path, path.name, limits),))
    else:
        with photos_in_zip(path, limits) as source:
            yield source


@contextmanager
def open_series(paths: Sequence[Path], limits: SourceLimits = BY_COMMAND) -> Iterator[PhotoSource]:
    """The photos of all paths together, those of ZIPs within folders too.

    In a series each photo is called by its archive and its name there, "part-2.zip/e1001.jpg",
    and a damaged archive is one refused file. Raises UnusableSource.
    """
    with ExitStack() as stack:
        if len(paths) == 1 and not paths[0].is_dir():
            yield stack.enter_context(open_photos(paths[0], limits))
        else:
            yield _joined(list(_sources(paths, limits, stack)), limits)


def _sources(
    paths: Sequence[Path], limits: SourceLimits, stack: ExitStack
) -> Iterator[PhotoSource]:
    """One of each folder, file and archive; names are theirs alone."""
    archives = 0
    for label, path in zip(_labels(paths), paths, strict=True):
        inner: list[Path] = []
        if path.is_dir():
            yield _called(label, photos_in_folder(path, limits, inner))
        elif path.suffix.lower() in PHOTO_SUFFIXES:
            yield _called(str(path.parent), stack.enter_context(open_photos(path, limits)))
        else:
            inner = [path]
        archives += len(inner)
        if archives > MOST_ARCHIVES:
            raise UnusableSource(f"There are more than {MOST_ARCHIVES} ZIPs: import some first.")
        for archive in sorted(inner):
            inside = archive.relative_to(path).as_posix() if archive != path else ""
            yield _of_archive("/".join(filter(None, (label, inside))), archive, limits, stack)


def _labels(paths: Sequence[Path]) -> list[str]:
    """What a path's photos are called by: nothing for a path alone, else its name if no other
    has that."""
    if len(paths) == 1:
        return [""]
    often = Counter(path.name for path in paths)
    return [path.name if often[path.name] == 1 else path.as_posix() for path in paths]


def _of_archive(label: str, path: Path, limits: SourceLimits, stack: ExitStack) -> PhotoSource:
    try:
        return _called(label, stack.enter_context(open_photos(path, limits)))
    except UnusableSource as refusal:
        return PhotoSource(refused=(RefusedFile(label, refusal.message),))


def _called(label: str, source: PhotoSource) -> PhotoSource:
    if not label:
        return source
    photos = (replace(photo, name=f"{label}/{photo.name}") for photo in source.photos)
    refused = (replace(file, name=f"{label}/{file.name}") for file in source.refused)
    return PhotoSource(tuple(photos), tuple(refused), source.skipped)


def _joined(sources: Sequence[PhotoSource], limits: SourceLimits) -> PhotoSource:
    """All as one. Raises UnusableSource for too many."""
    photos = tuple(photo for source in sources for photo in source.photos)
    refused = tuple(file for source in sources for file in source.refused)
    if len(photos) + len(refused) > limits.most_files:
        raise UnusableSource(f"There are more than {limits.most_files:,} photos.")
    return PhotoSource(photos, refused, sum(source.skipped for source in sources))
