"""docs/examples/bulk_import.py: a list and a folder become a company, and once more nothing."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from directory.models import Person
from photos.models import Assessment, Photo
from tests import factories

PROGRAM = Path(__file__).resolve().parents[2] / "docs" / "examples" / "bulk_import.py"
IDS = ("e1001", "e1003", "e1008")


@pytest.mark.django_db(transaction=True)
def test_a_list_and_a_folder_become_a_company_however_often(
    live_server: LiveServer, tmp_path: Path
) -> None:
    rows = [row for row in factories.demo_rows() if row["employee_id"] in IDS]
    rows.append(rows[0] | {"employee_id": "e/2", "email": "", "photo": "none.jpg"})
    for employee_id in IDS:
        (tmp_path / f"{employee_id}.jpg").write_bytes(factories.picture(employee_id))
    (tmp_path / "e1003.jpg").rename(tmp_path / rows[1]["photo"])  # the list names it
    with (tmp_path / "people.csv").open("w", newline="", encoding="utf-8") as file:
        lines = csv.DictWriter(file, fieldnames=rows[0])
        lines.writeheader()
        lines.writerows(
            row | {"photo": row["photo"] if n == 1 else ""} for n, row in enumerate(rows)
        )
    first = run(live_server.url, tmp_path)
    assert first.returncode == 3, first.stderr
    assert "e/2: Employee ID may hold no slash." in first.stderr
    assert set(Person.objects.values_list("employee_id", flat=True)) == set(IDS)
    assert set(Photo.objects.values_list("person__employee_id", flat=True)) == set(IDS)

    Assessment.objects.all().delete()
    Photo.objects.update(state=Photo.State.IN_REVIEW)
    again = run(live_server.url, tmp_path, "--wait")
    assert "Photos:" not in again.stdout  # known by their sums, none was sent
    assert "Measured: 3, failed: 0" in again.stdout
    assert Photo.objects.count() == len(IDS)


def run(site: str, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The program over the folder, two photos a call."""
    return subprocess.run(
        (sys.executable, PROGRAM, folder / "people.csv", folder, "--photos", "2", *options),
        env=os.environ | {"SAMEFRAME": site, "KEY": factories.token("bulk").key},
        capture_output=True,
        text=True,
        check=False,
    )
