"""Secrets come from the environment or from files, and a weak one starts nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from pytest_django.fixtures import Settings

from config import checks
from config.secret_values import env_secret
from scripts import serve

STRONG = "only-for-this-test-" + "0123456789abcdef" * 3


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("A_SECRET", raising=False)
    monkeypatch.setenv("A_SECRET_FILE", str(tmp_path / "secret"))
    return tmp_path / "secret"


def test_a_secret_is_read_from_its_file_without_the_line_break(file: Path) -> None:
    file.write_text("from a file\n")
    assert env_secret("A_SECRET") == "from a file"


def test_a_file_that_gives_no_secret_stops_the_start(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValueError, match="No such file"):
        env_secret("A_SECRET", "never this")
    file.write_text("\n")
    with pytest.raises(ValueError, match="is empty"):
        env_secret("A_SECRET", "never this")
    file.write_text("one")
    monkeypatch.setenv("A_SECRET", "two")
    with pytest.raises(ValueError, match="both set"):
        env_secret("A_SECRET")


@pytest.mark.parametrize(
    "key", ["short", "a" * 60, "django-insecure-" + "0123456789abcdef" * 4, "changeme" * 6]
)
def test_a_key_that_can_be_guessed_is_refused(key: str, settings: Settings) -> None:
    settings.SECRET_KEY = key
    assert [one.id for one in checks.secret_key_is_strong()] == ["sameframe.E005"]


def test_a_token_of_the_metrics_that_can_be_guessed_is_refused(settings: Settings) -> None:
    assert checks.metrics_token_is_strong() == []
    settings.METRICS_TOKEN = "metrics"
    assert [one.id for one in checks.metrics_token_is_strong()] == ["sameframe.E006"]


def test_with_a_weak_key_the_site_does_not_start_and_names_the_way_out(tmp_path: Path) -> None:
    known = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    ran = subprocess.run(
        (sys.executable, "-c", "import config.wsgi"),
        cwd=site_settings.BASE_DIR,
        env=known | {"SECRET_KEY": "changeme", "SAMEFRAME_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert "sameframe.E005" in ran.stderr
    assert "manage.py prepare" in ran.stderr


def test_one_command_serves_this_machine_alone() -> None:
    with serve.reserve(0) as reserved:
        assert reserved.getsockname()[0] == "127.0.0.1"
