"""Sixty different photos, and both databases."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from scripts.postgres import temporary_server
from tests.installation import MIGRATE, Installation

PHOTOS = 60


@pytest.fixture(scope="session")
def sixty(demo_team: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Paths of the demo team's photos, saved anew until there are sixty different files."""
    folder = tmp_path_factory.mktemp("sixty")
    originals = sorted(demo_team.glob("e*.jpg"))
    paths = []
    for number in range(PHOTOS):
        original = originals[number % len(originals)]
        saved = BytesIO()
        Image.open(original).save(saved, "JPEG", quality=95 - number // len(originals))
        path = folder / f"{number:02}-{original.name}"
        path.write_bytes(saved.getvalue())
        paths.append(str(path))
    return paths


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    """An installation with nobody in it."""
    if request.param == "SQLite":
        made = Installation(tmp_path)
        made.run(MIGRATE)
        yield made
        return
    with temporary_server() as url:
        made = Installation(tmp_path, url)
        made.run(MIGRATE)
        yield made
