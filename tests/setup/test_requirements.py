import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LISTS = ["run", "dev", "uv"]
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)(?: ; .+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")


def lines_of(name: str) -> list[str]:
    return (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()


def pins_of(name: str) -> dict[str, str]:
    matches = [PIN.fullmatch(line) for line in lines_of(name)]
    return {match["name"]: match["version"] for match in matches if match}


@pytest.mark.parametrize("name", LISTS)
def test_every_line_is_a_version_or_a_hash(name: str) -> None:
    """So no address of a registry, no folder and no unpinned package can stand there."""
    assert [line for line in lines_of(name) if not PIN.match(line) and not HASH.match(line)] == []


@pytest.mark.parametrize("name", LISTS)
def test_every_package_has_a_hash(name: str) -> None:
    lines = lines_of(name)
    bare = [
        line
        for line, after in zip(lines, [*lines[1:], ""], strict=True)
        if PIN.match(line) and not HASH.match(after)
    ]

    assert bare == []


def test_tests_run_on_the_versions_that_run() -> None:
    assert pins_of("run").items() <= pins_of("dev").items()


def test_what_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[\[<>=]", line)[0] for line in project["dependencies"]}

    assert wanted - pins_of("run").keys() == set()
