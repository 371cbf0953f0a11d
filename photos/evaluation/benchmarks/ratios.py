"""The ratios of a run of `benchmark assess`, each with what it means and its bar.

The bars are this project's own promises: docs/operations.md says what was measured.
"""

from __future__ import annotations

from dataclasses import dataclass

from photos.evaluation.benchmarks.costs import Costs

MOST_DECODES = 1.5  # full decodes: looking costs half of opening the file in full
LEAST_PEER = 10.0  # an order of magnitude: below it, small networks are not worth their keep
LEAST_EACH = 0.9  # of a processor for each process, the rest lost to shared memory
MOST_MEMORY = 300.0  # MB, so that a worker for each core fits beside the web on a small server
MOST_MEMORY_WITH_HOG = 400.0  # MB; dlib and its models take 100
MOST_OF_ISOLATION = 10.0  # ms a photo: a tenth of measuring it
MOST_OF_MEASURING = 1 / 500  # a moved edge takes minutes where measuring takes a night


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure with its bar: kept at `bar` or more where `at_least`, else at `bar` or less."""

    name: str
    value: float
    bar: float
    meaning: str
    at_least: bool = False

    @property
    def keeps_bar(self) -> bool:
        """Whether it is as good as promised."""
        return self.value >= self.bar if self.at_least else self.value <= self.bar


def ratios(costs: Costs) -> tuple[Ratio, ...]:
    """Those of one run."""
    processes = costs.processes
    return (
        Ratio(
            "assess_12mp_vs_full_decode", costs.ordinary.vs_full_decode, MOST_DECODES,
            "an assessment, in Pillow's full decodes of the same file",
        ),
        Ratio(
            "assess_12mp_vs_face_recognition", costs.vs_face_recognition, LEAST_PEER,
            "face_recognition's search of it, in assessments", at_least=True,
        ),
        Ratio(
            "processes_speedup", costs.processes_speedup, LEAST_EACH * processes,
            f"photos a second of {processes} processes over one, by the clock",
            at_least=True,
        ),
        Ratio(
            "processes_speedup_undisturbed", costs.undisturbed_speedup, LEAST_EACH * processes,
            "the same by CPU time, as if nothing else ran", at_least=True,
        ),
        Ratio(
            "rejudge_vs_assess", costs.rejudge_vs_assess, MOST_OF_MEASURING,
            "judging stored numbers anew, in assessments",
        ),
        Ratio(
            "worker_rss_mb", costs.memory, MOST_MEMORY,
            "most memory of a process that assessed 12 MP, in MB",
        ),
        Ratio(
            "worker_rss_with_hog_mb", costs.memory_with_hog, MOST_MEMORY_WITH_HOG,
            "the same where no face was found and dlib was asked",
        ),
        *(
            Ratio(
                f"isolation_{name}_ms", one.extra_ms, MOST_OF_ISOLATION,
                "ms more where another process opens the photo",
            )
            for name, one in costs.isolation.items()
        ),
    )  # fmt: skip
