"""`make run` as a stranger types it, over the demo team."""

import csv
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from scripts.run import ROOT

pytestmark = pytest.mark.slow

SECONDS_TO_HAPPEN = 60
ADDRESS = re.compile(r"Sameframe is at (http://127\.0\.0\.1:\d+/)")


def command(folder: Path, *options: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "scripts.run", "--folder", str(folder), *options)


def scored(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(folder, "--serve", "0"), cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("whole way") / "demo team"


@pytest.fixture(scope="module")
def first(folder: Path) -> subprocess.CompletedProcess[str]:
    return scored(folder)


def rows(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "db.sqlite3")) as database:
        return list(database.iterdump())


def files(folder: Path) -> dict[str, int]:
    return {
        str(path.relative_to(folder)): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("db.sqlite3")
    }


def test_the_table_shows_everybody_and_counts_the_retakes(
    first: subprocess.CompletedProcess[str], demo_team: Path
) -> None:
    with (demo_team / "team.csv").open(newline="") as lines:
        names = [f"{row['first_name']} {row['last_name']}" for row in csv.DictReader(lines)]

    assert first.returncode == 0, first.stderr
    assert [name for name in names if name not in first.stdout] == []
    assert re.search(r"^\d+ needs? a retake\.$", first.stdout, re.MULTILINE)


def test_the_login_is_told(first: subprocess.CompletedProcess[str], folder: Path) -> None:
    password = (folder / "admin-password").read_text().strip()

    assert f"Log in as admin with the password {password} " in first.stdout


def test_secrets_and_photos_are_for_their_owner_alone(
    first: subprocess.CompletedProcess[str], folder: Path
) -> None:
    assert first.returncode == 0
    open_to_others = [
        path
        for path in (folder, *folder.glob("*-*"), *(folder / "photos").rglob("*"))
        if path.stat().st_mode & 0o077
    ]

    assert open_to_others == []


def test_a_second_run_changes_nothing(
    first: subprocess.CompletedProcess[str], folder: Path
) -> None:
    rows_before, files_before = rows(folder), files(folder)

    second = scored(folder)

    assert second.returncode == 0, second.stderr
    assert rows(folder) == rows_before
    assert files(folder) == files_before
    assert second.stdout.splitlines()[-3:] == first.stdout.splitlines()[-3:]


def test_it_serves_until_it_is_asked_to_stop(
    first: subprocess.CompletedProcess[str], folder: Path
) -> None:
    assert first.returncode == 0
    with served(folder) as (address, process):
        with urlopen(f"{address}admin/login/", timeout=SECONDS_TO_HAPPEN) as page:
            assert page.status == 200
        process.send_signal(signal.SIGTERM)

        assert process.wait(SECONDS_TO_HAPPEN) == 0
        with pytest.raises(OSError, match="refused"):
            urlopen(address, timeout=SECONDS_TO_HAPPEN)


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    process = subprocess.Popen(
        command(folder, "--port", str(free_port())), cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        told = next(filter(None, map(ADDRESS.match, process.stdout)))
        yield told[1], process
    finally:
        process.kill()
        process.communicate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
