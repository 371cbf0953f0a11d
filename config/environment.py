"""Variables of the environment, read as what they mean; ValueError says what to write instead."""

import os
from collections.abc import Sequence
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


def env_flag(name: str, default: bool) -> bool:
    """A yes-or-no variable; anything else than a known word is an error."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "0", "1", "no", "yes", "false", "true"}:
        return default if value == "" else value in {"1", "yes", "true"}
    raise ValueError(f"{name}={value!r}: write 1 or 0")


def env_language(name: str, default: str, languages: Sequence[tuple[str, str]]) -> str:
    """One of the site's languages by its code; anything else is an error."""
    value = os.environ.get(name, "").strip().lower() or default
    codes = [code for code, _title in languages]
    if value not in codes:
        raise ValueError(f"{name}={value!r}: write one of {', '.join(codes)}")
    return value


def env_number(name: str, default: int) -> int:
    """A whole number from 1 on; anything else is an error."""
    value = os.environ.get(name, "").strip() or str(default)
    if not (value.isascii() and value.isdecimal() and int(value)):
        raise ValueError(f"{name}={value!r}: write a whole number from 1 on")
    return int(value)


def env_pairs(name: str) -> dict[str, str]:
    """A comma-separated variable of name=value as a dict."""
    return {
        key.strip(): value.strip()
        for key, _, value in (item.partition("=") for item in env_list(name, ""))
    }


def env_list(name: str, default: str) -> list[str]:
    """A comma-separated variable as a list without empty items."""
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def env_days(name: str, usual: dict[str, int]) -> dict[str, int]:
    """Days by the names in `usual`, some of them as the variable says: "leavers=60,lists=2"."""
    days = dict(usual)
    for item in env_list(name, ""):
        key, _, number = item.partition("=")
        if key not in usual or not number.isdecimal():
            raise ValueError(f"{name}: {item!r}: write one of {', '.join(usual)}, = and days")
        days[key] = int(number)
    return days
