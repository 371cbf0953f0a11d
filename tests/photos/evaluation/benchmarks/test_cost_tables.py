"""The figures of a run for a terminal, and the bars they are held to."""

import pytest

from photos.evaluation.benchmarks.cost_tables import cost_section
from photos.evaluation.benchmarks.costs import QUICK, Costs
from photos.evaluation.benchmarks.isolation import Isolation
from photos.evaluation.benchmarks.pictures import SIZES
from photos.evaluation.benchmarks.ratios import ratios
from photos.evaluation.benchmarks.speeds import FULL_DECODE, STAGES, WHOLE, Speed
from photos.evaluation.benchmarks.stopwatch import Cost, Spread
from photos.evaluation.benchmarks.throughput import Throughput
from photos.evaluation.table_text import in_text

SPREADS = {name: Spread(20.0, 30.0, 10.0) for name in STAGES}
STAGES_12MP = SPREADS | {WHOLE: Spread(200.0, 300.0, 100.0), FULL_DECODE: Spread(90.0, 99.0, 80.0)}
COSTS = Costs(
    effort=QUICK,
    speeds={one.name: Speed(one, 1.0, STAGES_12MP) for one in SIZES},
    peer=Cost(wall=9.0, cpu=4.0),
    memory=128.0,
    memory_with_hog=229.0,
    together={1: Throughput(1, 5.0, 100.0), 2: Throughput(2, 6.0, 125.0)},
    rejudge=Cost(wall=60.0, cpu=40.0),
    isolation={"analyse": Isolation(100, 111), "make_master": Isolation(50, 51)},
)


def test_ratios_are_of_processor_time() -> None:
    found = {one.name: one.value for one in ratios(COSTS)}
    assert found["assess_12mp_vs_full_decode"] == pytest.approx(100 / 80)
    assert found["assess_12mp_vs_face_recognition"] == pytest.approx(40)
    assert found["processes_speedup"] == pytest.approx(1.2)
    assert found["processes_speedup_undisturbed"] == pytest.approx(1.6)
    assert found["rejudge_vs_assess"] == pytest.approx(0.004)


def test_a_bar_that_is_missed_is_told() -> None:
    missed = {one.name for one in ratios(COSTS) if not one.keeps_bar}
    assert missed == {
        "processes_speedup",
        "processes_speedup_undisturbed",
        "rejudge_vs_assess",
        "isolation_analyse_ms",
    }
    lines = in_text([cost_section(COSTS)]).splitlines()
    (line,) = (one for one in lines if one.lstrip().startswith("rejudge_vs_assess"))
    assert line.split()[1:6] == ["0.004", "at", "most", "0.002", "NO"]


def test_tables_fit_a_terminal() -> None:
    lines = in_text([cost_section(COSTS)]).splitlines()
    assert max(len(line) for line in lines) <= 120
    assert set(STAGES) < {line.split()[0] for line in lines if line}
