import json
import subprocess
import sys

import pytest

from photos.quality.analysis import Analysis
from photos.quality.measures import MEASURES
from photos.quality.standard import load_standard
from photos.quality.verdict import judge
from tests.quality.sweeps import PEOPLE, base


@pytest.mark.parametrize("identity", PEOPLE)
def test_stored_analysis_judges_like_the_fresh_one(identity: str) -> None:
    fresh = base(identity).analysis
    stored = Analysis.from_json(json.loads(json.dumps(fresh.as_json())))
    assert stored == fresh
    standard = load_standard("headshot")
    assert judge(stored, standard) == judge(fresh, standard)


def test_every_measure_has_a_value_or_a_reason() -> None:
    seen = base("kenji").analysis
    assert {one.name for one in seen.measurements} == {measure.name for measure in MEASURES}
    assert all((one.value is None) == bool(one.reason) for one in seen.measurements)


def test_measure_that_was_not_taken_says_so() -> None:
    assert "did not measure" in base("kenji").analysis.measurement("gaze").reason


def test_importing_the_engine_loads_no_network_and_no_face_recognition() -> None:
    seen = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, photos.quality.verdict, photos.quality.networks as n;"
            "print('face_recognition' in sys.modules, 'dlib' in sys.modules, vars(n._loaded))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert seen.stdout.split() == ["False", "False", "{}"]


def test_analysis_stored_before_there_were_fingerprints_is_read() -> None:
    stored = base("kenji").analysis.as_json()
    assert stored.pop("fingerprint")
    assert Analysis.from_json(stored).fingerprint == ""
