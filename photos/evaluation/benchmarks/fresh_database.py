"""A database for made-up people, beside the configured one and gone afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


@contextmanager
def temporary_database() -> Iterator[None]:
    """An empty database of the configured kind in place of the configured one, then none."""
    name = connection.settings_dict["NAME"]
    with tempfile.TemporaryDirectory() as folder:
        is_file = connection.vendor == "sqlite"  # as in use, and not in memory
        own = str(Path(folder) / "db.sqlite3") if is_file else f"{name}_scale"
        connection.settings_dict["TEST"]["NAME"] = own
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(str(name), verbosity=0)
