"""Whatever `benchmark growth` asks is answered, and told in a table and a chart."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from photos import team_refresh
from photos.evaluation.benchmarks.growth import Growth
from photos.evaluation.benchmarks.growth_chart import growth_svg
from photos.evaluation.benchmarks.growth_probes import LIST, PERSON, probes
from photos.evaluation.benchmarks.growth_tables import growth_section
from photos.evaluation.companies.company import make_company
from photos.evaluation.table_text import in_text
from tests.photos.evaluation.companies.seen import measured

PEOPLE = 120
MOST_QUERIES = 30


@pytest.mark.django_db(transaction=True)
def test_every_question_is_answered_with_few_queries(settings: Any, tmp_path: Path) -> None:
    settings.ERASED_KEYS_FILE = tmp_path / "erased-keys"
    settings.ALLOWED_HOSTS = ["localhost"]
    make_company(PEOPLE, measured())
    team_refresh.refresh()
    for probe in probes(PEOPLE, measured()):
        with CaptureQueriesContext(connection) as captured:
            probe.ask()
        if probe.family in {LIST, PERSON} and "erase" not in probe.name:
            assert len(captured) <= MOST_QUERIES, probe.name


def test_a_run_is_told_in_tables_and_drawn() -> None:
    names = {"admin: people, first page": LIST, "API: one person": PERSON, "overview": "bulk"}
    costs = {"admin: people, first page": [100.0, 110.0], "API: one person": [5.0, 5.0]}
    costs["overview"] = [50.0, 5_000.0]
    made = Growth(
        (1_000, 100_000),
        "postgresql",
        names,
        costs,
        costs,
        [{"all": 10**7}, {"all": 10**9}],
        [1, 9],
    )
    assert Growth.from_json(made.as_json()) == made
    assert made.ratio("admin: people, first page") == pytest.approx(1.1)
    assert made.power("overview") == pytest.approx(1.0)
    assert made.is_linear_at_most
    assert "1.10" in in_text([growth_section(made)])
    drawn = ElementTree.fromstring(growth_svg(made))
    assert "100k" in "".join(drawn.itertext())
