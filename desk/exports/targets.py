"""The systems that photos are exported for. targets.toml holds them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from photos.quality.cut import FORMATS

FILE = Path(__file__).parent / "targets.toml"
BYTES_IN_KB = 1000


@dataclass(frozen=True, slots=True)
class Target:
    """One system: how it wants files named, what it usually takes, and its largest file in
    bytes, None for no limit. `formats` are the extensions that it takes. With `plain_names` it
    takes no other letters than English ones in names of files; `handover` names the list that it
    reads (desk.exports.handover), "" for none."""

    key: str
    title: str
    hint: str
    name: str
    use: str
    size: int
    most_bytes: int | None
    formats: tuple[str, ...]
    plain_names: bool
    handover: str


@lru_cache
def load_targets() -> dict[str, Target]:
    """All of them by their keys, the usual one first."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        key: Target(
            key=key,
            title=table["title"],
            hint=table["hint"],
            name=table["name"],
            use=table["use"],
            size=int(table["size"]),
            formats=tuple(table.get("formats", FORMATS)),
            plain_names=table.get("plain_names", False),
            handover=table.get("handover", ""),
            most_bytes=table["most_kb"] * BYTES_IN_KB if "most_kb" in table else None,
        )
        for key, table in tables.items()
    }
