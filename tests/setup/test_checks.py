import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from pytest_django.fixtures import Settings

from config import checks
from photos.quality import networks


def test_the_tests_settings_are_in_order() -> None:
    assert checks.secret_key_is_set() == []
    assert checks.private_files_are_private() == []
    assert checks.standard_is_known() == []
    assert checks.networks_are_whole() == []
    assert checks.origins_are_whole() == []


@pytest.mark.parametrize("start", [("manage.py", "check"), ("-c", "import config.wsgi")])
def test_without_a_key_nothing_starts_and_the_way_out_is_told(
    start: tuple[str, ...], tmp_path: Path
) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"SECRET_KEY", "DJANGO_SETTINGS_MODULE"}
    }
    ran = subprocess.run(
        (sys.executable, *start),
        cwd=site_settings.BASE_DIR,
        env=environment | {"SAMEFRAME_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 1
    assert "sameframe.E001" in ran.stderr
    assert "manage.py prepare" in ran.stderr


def test_a_key_that_others_may_read_is_told(settings: Settings, tmp_path: Path) -> None:
    settings.SECRET_KEY_FILE = tmp_path / "key with a space"
    settings.SECRET_KEY_FILE.touch(mode=0o644)

    (warning,) = checks.private_files_are_private()

    assert warning.id == "sameframe.W001"
    assert warning.hint == f"chmod go-rwx '{settings.SECRET_KEY_FILE}'"


def test_an_unknown_standard_is_told_with_the_known_ones(settings: Settings) -> None:
    settings.SAMEFRAME_STANDARD = "passport-1890"

    (error,) = checks.standard_is_known()

    assert error.id == "sameframe.E002"
    assert "headshot" in str(error.hint)


@pytest.mark.parametrize(
    "origin",
    [
        "https://intranet.example.com",
        "https://intranet.example.com:8443",
        "http://localhost:3000",
        "http://127.0.0.1:8000",
    ],
)
def test_an_origin_as_browsers_name_it_is_taken(settings: Settings, origin: str) -> None:
    settings.CORS_ALLOWED_ORIGINS = [origin]
    assert checks.origins_are_whole() == []


@pytest.mark.parametrize(
    "origin",
    [
        "*",
        "null",
        "intranet.example.com",
        "http://intranet.example.com",
        "https://intranet.example.com/",
        "https://intranet.example.com/team",
        "https://Intranet.example.com",
        "https://intranet.example.com:443",
        "https://*.example.com",
        "https://user@intranet.example.com",
    ],
)
def test_an_origin_that_would_never_match_is_told(settings: Settings, origin: str) -> None:
    settings.CORS_ALLOWED_ORIGINS = ["https://intranet.example.com", origin]

    (error,) = checks.origins_are_whole()

    assert error.id == "sameframe.E004"
    assert repr(origin) in error.msg
    assert "https://" in str(error.hint)


def test_missing_networks_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks, "FOLDER", tmp_path)

    told = checks.networks_are_whole()

    assert [error.id for error in told] == ["sameframe.E003"] * len(networks.SHA256)
    assert "missing" in told[0].msg


def test_an_altered_network_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in networks.FOLDER.glob("*.tflite"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    with (tmp_path / "face_landmark.tflite").open("ab") as altered:
        altered.write(b"\0")
    monkeypatch.setattr(networks, "FOLDER", tmp_path)

    (error,) = checks.networks_are_whole()

    assert "face_landmark" in error.msg
