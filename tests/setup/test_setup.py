import sys
from pathlib import Path

import pytest

from scripts import setup

INDEX = "https://packages.example.com/simple"


def program(path: Path, says: str) -> Path:
    path.write_text(f"#!/bin/sh\n{says}\n")
    path.chmod(0o755)
    return path


def test_an_interpreter_that_runs_is_taken_by_its_real_path() -> None:
    assert setup.usable_python(sys.executable) == sys.executable


def test_a_shim_that_fails_is_passed_over(tmp_path: Path) -> None:
    shim = program(tmp_path / "python3.13", "echo 'pyenv: python3.13: not found' >&2; exit 127")

    assert setup.usable_python(shim) is None


@pytest.mark.parametrize("version", ["2 7", "3 9", "3 11"])
def test_an_old_interpreter_is_passed_over(version: str, tmp_path: Path) -> None:
    old = program(tmp_path / "python3", f"echo {version} /usr/bin/python3")

    assert setup.usable_python(old) is None


def test_an_interpreter_that_is_not_there_is_passed_over() -> None:
    assert setup.usable_python("/nowhere/python3") is None


def test_an_interpreter_of_pyenv_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept = tmp_path / "versions" / "3.13.99" / "bin"
    kept.mkdir(parents=True)
    program(kept / "python", f"echo 3 13 {kept / 'python'}")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", "/nowhere/python3")

    assert setup.find_python() == str(kept / "python")


def test_what_pip_was_told_is_read_from_its_own_list() -> None:
    listed = (
        "global.cert='/etc/ssl/ca.crt'\n"
        "global.extra-index-url='https://one.example\\nhttps://two.example'\n"
        f"global.index-url='https://other.example'\n:env:.index-url='{INDEX}'"
    )

    assert setup.pip_options(listed) == {
        "cert": "/etc/ssl/ca.crt",
        "extra-index-url": "https://one.example https://two.example",
        "index-url": INDEX,
    }


def test_an_index_set_for_pip_is_used_by_uv() -> None:
    options = {"index-url": INDEX, "cert": "/etc/ssl/ca.crt", "timeout": "60"}

    assert setup.in_uv_words(options, {"HOME": "/home/me"}) == {
        "UV_DEFAULT_INDEX": INDEX,
        "SSL_CERT_FILE": "/etc/ssl/ca.crt",
        "HOME": "/home/me",
    }


def test_what_uv_was_told_itself_stays() -> None:
    own = {"UV_INDEX_URL": INDEX, "SSL_CERT_FILE": "/own.crt"}

    assert setup.in_uv_words({"index-url": "https://other.example", "cert": "/ca"}, own) == own


def test_what_was_installed_is_remembered_until_the_list_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".venv").mkdir()
    (tmp_path / "run.txt").write_text("django==6.1.3")
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "REQUIREMENTS", tmp_path)
    assert not setup.is_installed("run")

    setup.stamp_of("run").write_text(setup.digest_of("run"))
    assert setup.is_installed("run")

    (tmp_path / "run.txt").write_text("django==6.1.4")
    assert not setup.is_installed("run")
