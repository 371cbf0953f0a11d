from pathlib import Path

import pytest

from config.database import database_from_url

URL = "postgresql://sameframe@/sameframe"


@pytest.mark.parametrize(("size", "least", "most"), [("4", 4, 4), ("2-8", 2, 8)])
def test_a_pool_takes_the_place_of_kept_connections(size: str, least: int, most: int) -> None:
    found = database_from_url(URL, Path("unused"), size)
    pool = found["OPTIONS"]["pool"]
    assert (pool["min_size"], pool["max_size"]) == (least, most)
    assert found["CONN_MAX_AGE"] == 0  # Django refuses both at once
    assert found["CONN_HEALTH_CHECKS"]


@pytest.mark.parametrize("size", ["0", "8-2", "-4", "4-", "many"])
def test_a_pool_of_no_size_is_refused(size: str) -> None:
    with pytest.raises(ValueError, match="SAMEFRAME_DB_POOL"):
        database_from_url(URL, Path("unused"), size)
