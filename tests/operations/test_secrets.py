"""Secrets come from the environment or from files, and a weak one starts nothing."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from pytest_django.fixtures import Settings

from config import checks
from config.environment import env_secret
from scripts import serve


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


def test_with_a_weak_key_the_site_does_not_start_and_names_the_way_out(settings: Settings) -> None:
    settings.SECRET_KEY = "changeme"
    with pytest.raises(SystemCheckError, match=r"sameframe\.E005") as told:
        call_command("check", tags=[checks.TAG])  # as config.wsgi does
    assert "manage.py prepare" in str(told.value)


def test_one_command_serves_this_machine_alone() -> None:
    with serve.reserve(0) as reserved:
        assert reserved.getsockname()[0] == "127.0.0.1"
