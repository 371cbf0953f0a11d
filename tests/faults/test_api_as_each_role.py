"""Many generated requests as everybody, on both databases."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.api.each_role import ask_as_each_role, company_of_the_examples

EXAMPLES = 8  # of right and of wrong requests, for each operation
THIS_FILE = str(Path(__file__).relative_to(Path(__file__).resolve().parents[2]))


@pytest.mark.django_db(transaction=True)
def test_no_request_fails_and_none_tells_of_other_departments() -> None:
    sent = ask_as_each_role(company_of_the_examples(), EXAMPLES)
    print(f"{sent} requests as everybody on {connection.vendor}")


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="is on PostgreSQL already")
def test_nor_does_any_on_postgresql() -> None:
    pytest_here = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider")
    ran = subprocess.run(
        (sys.executable, "-m", "scripts.postgres", *pytest_here, "--faults", THIS_FILE),
        check=False,
    )
    assert ran.returncode == 0
