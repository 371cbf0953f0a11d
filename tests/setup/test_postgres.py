import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from scripts.postgres import programs_folder, temporary_server
from scripts.run import ROOT

pytestmark = pytest.mark.skipif(programs_folder() is None, reason="needs PostgreSQL")


def test_the_server_answers_and_is_gone_afterwards() -> None:
    with temporary_server() as url:
        folder = Path(url.partition("host=")[2])
        with psycopg.connect(url) as connection:
            assert connection.info.server_version >= 15_00_00

    assert not folder.exists()


def test_two_runs_at_once_do_not_meet() -> None:
    with temporary_server() as one, temporary_server() as other:
        with psycopg.connect(one) as connection:
            connection.execute("CREATE TABLE met ()")
        with psycopg.connect(other) as connection:
            found = connection.execute("SELECT to_regclass('met')").fetchone()

    assert found == (None,)


def test_the_commands_own_exit_code_is_given_back() -> None:
    wrapper = (
        sys.executable,
        "-m",
        "scripts.postgres",
        shutil.which("sh") or "sh",
        "-c",
        "exit 7",
    )

    assert subprocess.run(wrapper, cwd=ROOT, check=False).returncode == 7
