"""Folders of one test alone."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Lists, arrivals and erased keys of this test alone."""
    settings.ERASED_KEYS_FILE = tmp_path / "erased-keys"
    for name in ("arrivals", "import_export", "mail"):
        folder = tmp_path / name
        monkeypatch.setitem(vars(storages[name]), "base_location", folder)
        monkeypatch.setitem(vars(storages[name]), "location", str(folder))
