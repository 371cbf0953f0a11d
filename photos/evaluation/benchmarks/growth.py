"""How what everybody waits for grows with the company: the same questions at several sizes."""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

import numpy as np
from django.conf import settings
from django.db import connection
from django.test.utils import override_settings

from photos import team_refresh
from photos.evaluation.benchmarks.api_caller import processor_seconds
from photos.evaluation.benchmarks.growth_probes import Probe, probes
from photos.evaluation.benchmarks.stopwatch import MS
from photos.evaluation.companies.company import make_company, tidy_up
from photos.quality.analysis import Analysis, analyse

SIZES = (1_000, 10_000, 100_000, 1_000_000)
ROUNDS = 5
MOST_GROWTH = 1.5  # of a page with 100 times as many people
BAR_SIZES = (1_000, 100_000)
LINEAR = 1.15  # power of the size; above it something is wrong


@dataclass(frozen=True, slots=True)
class Growth:
    """Milliseconds by probe, of each size: of the processor, application and database together,
    and by the clock; bytes of the largest tables with their indexes, and seconds to make up the
    company."""

    sizes: tuple[int, ...]
    database: str
    families: dict[str, str]
    cpu: dict[str, list[float]]
    wall: dict[str, list[float]]
    storage: list[dict[str, int]]
    made: list[float]

    def ratio(self, name: str) -> float | None:
        """What it costs with 100,000 people of what it costs with 1,000."""
        if not set(BAR_SIZES) <= set(self.sizes):
            return None
        few, many = (self.cpu[name][self.sizes.index(size)] for size in BAR_SIZES)
        return many / few

    def power(self, name: str) -> float:
        """The exponent of its growth over the last two sizes: 0 is flat, 1 is linear."""
        if len(self.sizes) == 1:
            return 0.0
        (few, many), costs = self.sizes[-2:], self.cpu[name][-2:]
        return math.log(costs[1] / costs[0]) / math.log(many / few)

    @property
    def is_linear_at_most(self) -> bool:
        """Whether nothing grows faster than the company."""
        return all(self.power(name) <= LINEAR for name in self.cpu)

    def as_json(self) -> dict[str, Any]:
        """The figures by their names."""
        return {
            "sizes": list(self.sizes),
            "database": self.database,
            "cpu_ms": {name: rounded(one) for name, one in self.cpu.items()},
            "wall_ms": {name: rounded(one) for name, one in self.wall.items()},
            "families": self.families,
            "storage_bytes": self.storage,
            "made_s": rounded(self.made),
            "is_linear_at_most": self.is_linear_at_most,
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Growth:
        """The figures of an earlier run."""
        return cls(
            tuple(told["sizes"]),
            told["database"],
            told["families"],
            told["cpu_ms"],
            told["wall_ms"],
            told["storage_bytes"],
            told["made_s"],
        )


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds of one probe, the mean of the processor's and the median by the clock."""

    cpu: float
    wall: float


def measured_in(folder: Path) -> list[Analysis]:
    """What is seen on each of a folder's photos."""
    return [analyse(photo.read_bytes()) for photo in sorted(folder.glob("*.jpg"))]


def growth(
    sizes: Sequence[int],
    measured: Sequence[Analysis],
    database: Callable[[], AbstractContextManager[None]],
    rounds: int = ROUNDS,
) -> Growth:
    """Every probe at every size, each size in a `database` of its own."""
    # A site that was never prepared has no key yet; set for good, as there is none to go back to.
    settings.SECRET_KEY = token_hex(32)
    found: list[dict[str, Spent]] = []
    storage, made, families = [], [], {}
    with (
        tempfile.TemporaryDirectory() as folder,
        override_settings(
            ALLOWED_HOSTS=["localhost"],
            SECURE_SSL_REDIRECT=False,
            ERASED_KEYS_FILE=Path(folder) / "erased-keys",
        ),
    ):
        for size in sizes:
            with database():
                started = time.perf_counter()
                make_company(size, measured)
                team_refresh.refresh()
                tidy_up()
                made.append(time.perf_counter() - started)
                storage.append(bytes_by_table())
                alone()
                asked = probes(size, measured)
                families = {probe.name: probe.family for probe in asked}
                found.append({probe.name: cost_of(probe, rounds) for probe in asked})
    return Growth(
        tuple(sizes),
        connection.vendor,
        families,
        {name: [one[name].cpu for one in found] for name in families},
        {name: [one[name].wall for one in found] for name in families},
        storage,
        made,
    )


def alone() -> None:
    """Let one process of the database do all the work of a question: others' time is not seen."""
    if connection.vendor == "postgresql":
        name = connection.ops.quote_name(str(connection.settings_dict["NAME"]))
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER DATABASE {name} SET max_parallel_workers_per_gather = 0")
        connection.close()


def cost_of(probe: Probe, rounds: int) -> Spent:
    """What it costs once everything is warm."""
    probe.ask()
    walls, before = [], processor_seconds()
    for _ in range(rounds * probe.times):
        started = time.perf_counter()
        probe.ask()
        walls.append(time.perf_counter() - started)
    spent = processor_seconds() - before
    return Spent(MS * spent / len(walls), MS * float(np.median(walls)))


def bytes_by_table() -> dict[str, int]:
    """Of every table with its indexes and what lies outside of its rows; on SQLite of the file."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute(
                "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
            )
            return {"all": cursor.fetchone()[0]}
        cursor.execute(
            "SELECT relname, pg_total_relation_size(oid) FROM pg_class "
            "WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
        )
        found = dict(cursor.fetchall())
    return {"all": sum(found.values()), **found}


def rounded(values: Sequence[float]) -> list[float]:
    """To a hundredth."""
    return [round(one, 2) for one in values]
