"""What tests of the doors share."""

import pytest

from access.meters import tally


@pytest.fixture(autouse=True)
def new_process() -> None:
    """Every test asks a process that has counted nothing yet."""
    tally.clear()
