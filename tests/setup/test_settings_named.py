"""Every setting is told: in the example of an environment, and in the operators' table."""

import os
import re
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / "deploy" / "sameframe.env.example"
LINE = re.compile(r"#?([A-Z][A-Z0-9_]+)=(.*)")
SECRET_FILE = "_FILE"


class Watched(dict[str, str]):
    """An environment that remembers what the settings asked it for."""

    def __init__(self, values: dict[str, str]) -> None:
        super().__init__(values)
        self.asked: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        caller = sys._getframe(1).f_code.co_filename
        if Path(caller).is_relative_to(ROOT / "config"):
            self.asked.add(key.removesuffix(SECRET_FILE))
        return super().get(key, default)


def example_lines() -> Iterator[tuple[str, str]]:
    for line in EXAMPLE.read_text().splitlines():
        if found := LINE.fullmatch(line):
            yield found[1], found[2]


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """The example with every line in force, in folders of its own."""
    (tmp_path / "secrets").mkdir()
    values = {
        name: value.replace("/etc/sameframe", str(tmp_path)).replace(
            "/var/lib/sameframe", str(tmp_path / "data")
        )
        for name, value in example_lines()
    }
    for name, value in values.items():
        if name.endswith(SECRET_FILE):
            Path(value).write_text(f"postgresql://x@/{'0123456789abcdef' * 4}\n")
    watched = Watched(values)
    monkeypatch.setattr(os, "environ", watched)
    return watched


def test_the_example_starts_the_site_and_holds_every_setting_there_is(
    environment: Watched,
) -> None:
    found = runpy.run_path(str(ROOT / "config" / "settings.py"))
    assert found["HTTPS"]
    assert found["MAILERS"]["default"]["OPTIONS"]["use_tls"]
    assert {name.removesuffix(SECRET_FILE) for name, _ in example_lines()} == environment.asked


def test_every_setting_stands_in_the_operators_table() -> None:
    told = (ROOT / "docs" / "operations.md").read_text()
    names = {name.removesuffix(SECRET_FILE) for name, _ in example_lines()}
    assert {name for name in names if f"`{name}`" not in told} == set()
