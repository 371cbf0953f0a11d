"""What it costs that pictures are opened in a process of their own, beside opening them here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from photos.evaluation.benchmarks.stopwatch import MS, Stopwatch
from photos.quality import analysis, apart, master

ANALYSED, MASTERED = "analyse", "make_master"
TASKS: dict[str, tuple[Callable[[bytes], object], Callable[[bytes], object]]] = {
    ANALYSED: (analysis.analyse, apart.analyse),
    MASTERED: (master.make_master, apart.make_master),
}


@dataclass(frozen=True, slots=True)
class Isolation:
    """The same picture here and apart in turn, in ms by the clock: the run of each that was
    disturbed least, since what others do on the machine costs two processes more than one."""

    here_ms: float
    apart_ms: float

    @property
    def extra_ms(self) -> float:
        """What a photo costs more apart."""
        return self.apart_ms - self.here_ms

    def as_json(self) -> dict[str, Any]:
        """The figures as plain values."""
        return {
            "here_ms": round(self.here_ms, 2),
            "apart_ms": round(self.apart_ms, 2),
            "extra_ms": round(self.extra_ms, 2),
            "ratio": round(self.apart_ms / self.here_ms, 3),
        }


def isolation(data: bytes, runs: int) -> dict[str, Isolation]:
    """What each task costs on a picture, by the task's name."""
    return {name: _compared(data, *task, runs) for name, task in TASKS.items()}


def _compared(
    data: bytes, here: Callable[[bytes], object], there: Callable[[bytes], object], runs: int
) -> Isolation:
    watch = Stopwatch()
    for task in (here, there):
        task(data)  # each has then loaded what it needs
    for _ in range(runs):
        with watch.timing("here"):
            here(data)
        with watch.timing("apart"):
            there(data)
    return Isolation(MS * watch.best("here"), MS * watch.best("apart"))
