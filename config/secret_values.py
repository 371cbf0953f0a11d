"""Secrets: from the environment, or from a file that it names, as containers hand them over."""

import os
from pathlib import Path

FILE = "_FILE"


def env_secret(name: str, default: str = "") -> str:
    """The value of `name`, or what stands in the file that `name`_FILE names, else `default`.

    Raises ValueError for both at once, and for a file that is missing or empty.
    """
    value, file = os.environ.get(name, ""), os.environ.get(name + FILE, "")
    if value and file:
        raise ValueError(f"{name} and {name}{FILE} are both set: keep one of them")
    if not file:
        return value or default
    try:
        found = Path(file).read_text().strip()
    except OSError as error:
        raise ValueError(f"{name}{FILE}={file}: {error.strerror}") from error
    if not found:
        raise ValueError(f"{name}{FILE}={file} is empty")
    return found
