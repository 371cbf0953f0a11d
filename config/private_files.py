"""Files for one account's eyes: made once, then only read."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def read_or_make(path: Path, make: Callable[[], str]) -> str:
    """The file's text; where there is none yet, what `make` gives, kept readable by its
    owner alone. A crash leaves the whole text or no file."""
    if path.exists() and (text := path.read_text().strip()):
        return text
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = make()
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    with os.fdopen(descriptor, "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    Path(unfinished).replace(path)
    return text


def is_private(path: Path) -> bool:
    """Whether nobody but its owner may read or write it."""
    return path.stat().st_mode & 0o077 == 0
