"""What the API costs, as tables for a terminal."""

from __future__ import annotations

import numpy as np

from photos.evaluation.benchmarks.api import LAST_PAGE, LIST, PAGE, SEARCH, ApiCosts
from photos.evaluation.benchmarks.cost_tables import ratio_row
from photos.evaluation.benchmarks.ratios import Ratio
from photos.evaluation.tables import Cell, Row, Section, Table

LEAST_PLAIN = 25.0  # what one plain serializer's list is worth
LEAST_OF_READY = 0.5  # of the speed of bytes that are ready
MOST_QUERIES = 3.0
MOST_GROWTH = 1.1  # from the small company to the large one; noise of a busy machine
MOST_SEARCH_GROWTH = 1.5
MOST_CUTTING = 1.5


def api_section(costs: ApiCosts) -> Section:
    """All tables of one run."""
    effort = costs.effort
    told = (
        f"A page of {PAGE} people, {costs.page_bytes:,} bytes, of {effort.many:,} on "
        f"{costs.database}; processor time of application and database, medians of "
        f"{effort.rounds} rounds."
    )
    ratio_table = Table(
        "Ratios of processor time",
        ("", "value", "bar", "kept", "what it is"),
        tuple(ratio_row(one) for one in ratios(costs)),
    )
    return Section("api", "What the API costs", told, (request_table(costs), ratio_table))


def request_table(costs: ApiCosts) -> Table:
    """A line for each kind of request, and for cutting."""
    rows = [
        Row(kind, tuple(Cell(f"{np.median(one[kind]):8.2f}") for one in (costs.few, costs.many)))
        for kind in costs.many
    ]
    cut = [Row(name, (Cell(""), Cell(f"{cost:8.2f}"))) for name, cost in costs.cutting.items()]
    columns = ("", f"{costs.effort.few:,} people", f"{costs.effort.many:,} people")
    return Table("CPU time in ms", columns, (*rows, *cut))


def ratios(costs: ApiCosts) -> tuple[Ratio, ...]:
    """Those of one run."""
    return (*speed_ratios(costs), *growth_ratios(costs))


def speed_ratios(costs: ApiCosts) -> tuple[Ratio, ...]:
    """A list beside its yardsticks."""
    return (
        Ratio(
            "list_vs_plain_drf", costs.list_vs_plain_drf, LEAST_PLAIN,
            "a plain nested ModelSerializer's list, in lists", at_least=True,
        ),
        Ratio(
            "list_vs_ready_bytes", costs.list_vs_ready_bytes, LEAST_OF_READY,
            "speed of a list made anew, of the same bytes ready behind the same token",
            at_least=True,
        ),
        Ratio(
            "list_again_vs_ready_bytes", costs.list_again_vs_ready_bytes, LEAST_OF_READY,
            "the same of a list that was asked for since the last change", at_least=True,
        ),
        Ratio(
            "not_modified_vs_ready_bytes", costs.not_modified_vs_ready_bytes, LEAST_OF_READY,
            "speed of a 304, of the same bytes ready", at_least=True,
        ),
        Ratio("list_queries", costs.queries, MOST_QUERIES, "queries of a list, the token's too"),
    )  # fmt: skip


def growth_ratios(costs: ApiCosts) -> tuple[Ratio, ...]:
    """The large company beside the small one, and the first cut of a picture."""
    return (
        Ratio(
            "list_many_vs_few", costs.growth(LIST), MOST_GROWTH,
            "a first page in the large company, in the small one's",
        ),
        Ratio(
            "last_page_many_vs_few", costs.growth(LAST_PAGE), MOST_GROWTH,
            "a last page in the large company, in the small one's",
        ),
        Ratio(
            "search_many_vs_few", costs.growth(SEARCH), MOST_SEARCH_GROWTH,
            "a search in the large company, in the small one's",
        ),
        Ratio(
            "rendition_12mp_vs_decode_encode", costs.rendition_vs_decode_encode, MOST_CUTTING,
            "a first rendition of a 12 MP master, in drafted decodes with an encode",
        ),
    )  # fmt: skip
