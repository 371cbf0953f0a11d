"""The photos of a folder, a ZIP or a single file, one at a time in memory.

Nothing is ever unpacked to disk: a name inside an archive is a label, not a path.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from photos.imports.photo_files import (
    BY_COMMAND,
    PHOTO_SUFFIXES,
    PhotoSource,
    SourceLimits,
    UnusableSource,
    photo_at,
    photos_in_folder,
)
from photos.imports.zips import photos_in_zip


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
