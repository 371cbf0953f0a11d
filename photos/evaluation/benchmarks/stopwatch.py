"""Wall clock and processor time of named pieces of work."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

MS = 1000.0  # in a second
DECIMALS = 3  # of a millisecond
RARE = 95  # percentile: one run in twenty takes longer


@dataclass(frozen=True, slots=True)
class Cost:
    """One run in seconds: by the clock on the wall, and of the processor in this process.

    Ratios are made of the second: others on the machine don't change it much.
    """

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Spread:
    """Many runs in ms: median and 95th percentile by the clock, median of processor time."""

    median_ms: float
    p95_ms: float
    cpu_ms: float

    def as_json(self) -> dict[str, float]:
        """The figures as plain values."""
        return {
            "median_ms": round(self.median_ms, DECIMALS),
            "p95_ms": round(self.p95_ms, DECIMALS),
            "cpu_ms": round(self.cpu_ms, DECIMALS),
        }


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """The costs of what was timed, by name, in the order of the runs."""

    costs: dict[str, list[Cost]] = field(default_factory=lambda: defaultdict(list))

    @contextmanager
    def timing(self, name: str) -> Iterator[None]:
        """Add what the block costs to the runs of that name."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        spent = time.process_time() - cpu
        self.costs[name].append(Cost(time.perf_counter() - wall, spent))

    def spread(self, name: str) -> Spread:
        """Of the runs of that name, of which there is at least one."""
        walls = [one.wall for one in self.costs[name]]
        cpus = [one.cpu for one in self.costs[name]]
        return Spread(
            MS * float(np.median(walls)),
            MS * float(np.percentile(walls, RARE)),
            MS * float(np.median(cpus)),
        )

    def best(self, name: str) -> float:
        """Seconds by the clock of the run that was disturbed least."""
        return min(one.wall for one in self.costs[name])
