"""All that one run of `benchmark assess` finds out."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from photos.evaluation.benchmarks.isolation import Isolation, isolation
from photos.evaluation.benchmarks.memory import worker_memory
from photos.evaluation.benchmarks.peer import search_cost
from photos.evaluation.benchmarks.pictures import SIZES, TWELVE, enlarged, without_face
from photos.evaluation.benchmarks.rejudging import PEOPLE, rejudge_cost
from photos.evaluation.benchmarks.speeds import FULL_DECODE, WHOLE, Speed, speed_of
from photos.evaluation.benchmarks.stopwatch import MS, Cost
from photos.evaluation.benchmarks.throughput import Throughput, throughputs
from photos.quality.analysis import analyse


@dataclass(frozen=True, slots=True)
class Effort:
    """How often each thing is done: `runs` of each size, `batches` of `photos` photos
    for each number of processes, `judged` stored analyses."""

    runs: int
    batches: int
    photos: int
    judged: int


THOROUGH = Effort(runs=25, batches=3, photos=24, judged=4_000)  # 25: a p95 is not the worst one
QUICK = Effort(runs=3, batches=1, photos=4, judged=400)


@dataclass(frozen=True, slots=True)
class Costs:
    """What assessing costs on this machine.

    `peer` is face_recognition's search on the 12 MP picture; `memory` and `memory_with_hog`
    in MB; `together` is by the number of processes; `rejudge` is for 100,000; `isolation` is by
    the task that is done apart, on the 12 MP picture.
    """

    effort: Effort
    speeds: dict[str, Speed]
    peer: Cost
    memory: float
    memory_with_hog: float
    together: dict[int, Throughput]
    rejudge: Cost
    isolation: dict[str, Isolation]

    @property
    def ordinary(self) -> Speed:
        """That of the 12 MP picture."""
        return self.speeds[TWELVE.name]

    @property
    def vs_face_recognition(self) -> float:
        """How many whole assessments face_recognition's search takes, on 12 MP."""
        return MS * self.peer.cpu / self.ordinary.stages[WHOLE].cpu_ms

    @property
    def processes_speedup(self) -> float:
        """How much faster all processes together are than one, by the clock."""
        return self.together[self.processes].photos_per_second / self.together[1].photos_per_second

    @property
    def undisturbed_speedup(self) -> float:
        """The same if others left the processors to them: by the time that a photo takes."""
        return self.processes * self.together[1].cpu_ms / self.together[self.processes].cpu_ms

    @property
    def processes(self) -> int:
        """One for each processor."""
        return max(self.together)

    @property
    def rejudge_vs_assess(self) -> float:
        """What judging anew costs of what measuring anew would, on 12 MP photos."""
        return MS * self.rejudge.cpu / (PEOPLE * self.ordinary.stages[WHOLE].cpu_ms)

    def as_json(self) -> dict[str, Any]:
        """The figures by their names; those of a stage under stages.{size}.{stage}."""
        ordinary = self.ordinary
        return {
            "runs": self.effort.runs,
            "photo_12mp_mb": round(ordinary.megabytes, 2),
            "full_decode_12mp_ms": round(ordinary.stages[FULL_DECODE].median_ms, 1),
            "assess_12mp_ms": round(ordinary.stages[WHOLE].median_ms, 1),
            "assess_12mp_vs_full_decode": round(ordinary.vs_full_decode, 2),
            "face_recognition_12mp_ms": round(MS * self.peer.wall, 1),
            "assess_12mp_vs_face_recognition": round(self.vs_face_recognition, 2),
            "processes": {str(count): one.as_json() for count, one in self.together.items()},
            "processes_speedup": round(self.processes_speedup, 2),
            "processes_speedup_undisturbed": round(self.undisturbed_speedup, 2),
            "worker_rss_mb": round(self.memory, 0),
            "worker_rss_with_hog_mb": round(self.memory_with_hog, 0),
            "rejudge_100k_s": round(self.rejudge.wall, 1),
            "rejudge_vs_assess": round(self.rejudge_vs_assess, 5),
            "isolation": {name: one.as_json() for name, one in self.isolation.items()},
            "stages": {name: speed.as_json() for name, speed in self.speeds.items()},
        }


def costs(photo: bytes, effort: Effort) -> Costs:
    """Everything in one run, from a good photo; one large picture in memory at a time."""
    ordinary = enlarged(photo, TWELVE)
    return Costs(
        effort=effort,
        speeds=speeds(photo, effort.runs),
        peer=search_cost(ordinary),
        memory=worker_memory(ordinary),
        memory_with_hog=worker_memory(without_face(TWELVE)),
        together=throughputs(ordinary, process_counts(), effort.photos, effort.batches),
        rejudge=rejudge_cost(analyse(photo), effort.judged),
        isolation=isolation(ordinary, effort.runs),
    )


def speeds(photo: bytes, runs: int) -> dict[str, Speed]:
    """The photo's speed at every size, by the size's name."""
    return {size.name: speed_of(enlarged(photo, size), size, runs) for size in SIZES}


def process_counts() -> range:
    """From one process to one for each processor."""
    return range(1, (os.cpu_count() or 1) + 1)
