"""What one photo takes, and what it takes from the command line.

Imported by a process that knows no models: nothing here may need them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photos.evaluation.benchmarks.processor_time import tree_seconds
from photos.evaluation.benchmarks.stopwatch import MS
from photos.evaluation.files import measure
from photos.quality.standard import DEFAULT, load_standard


@dataclass(frozen=True, slots=True)
class Pace:
    """What one photo takes in ms: from one to the next by the clock, and of the processors, those
    of the database included; `measuring` of the former is the picture's own."""

    wall: float
    cpu: float
    measuring: float

    def as_json(self) -> dict[str, float]:
        """The figures as plain values."""
        return {
            "wall_ms": round(self.wall, 1),
            "cpu_ms": round(self.cpu, 1),
            "measuring_ms": round(self.measuring, 1),
        }


def middle(paces: Sequence[Pace]) -> Pace:
    """The median of each figure."""
    return Pace(
        float(np.median([one.wall for one in paces])),
        float(np.median([one.cpu for one in paces])),
        float(np.median([one.measuring for one in paces])),
    )


def from_command_line(masters: Sequence[Path]) -> Pace:
    """Read, measure and judge as `manage.py assess` does, in a process that does nothing else."""
    standard = load_standard(DEFAULT)
    wall, cpu = time.perf_counter(), tree_seconds(os.getpid())
    for master in masters:
        measure(master.name, master.read_bytes(), standard)
    wall, cpu = time.perf_counter() - wall, tree_seconds(os.getpid()) - cpu
    each = MS / len(masters)
    return Pace(wall * each, cpu * each, wall * each)
