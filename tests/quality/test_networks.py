import shutil
from pathlib import Path

import pytest

from photos.quality import networks


def test_every_network_is_the_one_that_was_measured() -> None:
    assert [networks.weights_problem(name) for name in networks.SHA256] == [None] * 4


def test_altered_and_missing_files_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "selfie_segmentation"
    shutil.copy(networks.FOLDER / f"{name}.tflite", tmp_path)
    (tmp_path / f"{name}.tflite").write_bytes(b"something else")
    monkeypatch.setattr(networks, "FOLDER", tmp_path)
    assert "altered" in (networks.weights_problem(name) or "")
    assert "missing" in (networks.weights_problem("face_landmark") or "")
