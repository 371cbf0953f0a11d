from collections.abc import Callable

from photos.quality.analysis import analyse
from tests.quality.sweeps import renders


def test_one_person_reads_zero() -> None:
    assert {one.value("other_faces") for one in renders() if one.series == "yaw"} == {0.0}


def test_second_person_is_seen(demo_photo: Callable[[str], bytes]) -> None:
    seen = analyse(demo_photo("e1010"))
    assert len(seen.faces) == 2
    assert 0.25 < (seen.measurement("other_faces").value or 0) <= 1
