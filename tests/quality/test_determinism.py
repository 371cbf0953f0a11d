"""The same bytes give the same numbers: on every run, with any threads, in any process."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import cv2
import pytest

from photos.quality.analysis import Analysis, analyse
from photos.quality.master import make_master
from photos.quality.standard import load_standard
from photos.quality.verdict import judge
from tests.quality.pictures import encoded, portrait, stored_turned
from tests.quality.sweeps import base

HEADSHOT = load_standard("headshot")
# How far a number may move where the stored master is another file than the upload: a PNG
# becomes a JPEG of quality 95. In the measure's own unit.
TOLERANCES = {"share": 0.03, "deg": 1.5, "stops": 0.15, "px": 0.25, "T": 0.05, "bits": 0.3}
OF_LAB_AND_PLAIN = 2.0


def analysed(data: bytes) -> dict[str, object]:
    """All numbers, as they are stored."""
    return analyse(data).as_json()


def test_threads_change_no_number() -> None:
    data, threads = base("kenji").data, cv2.getNumThreads()
    try:
        seen = []
        for count in (1, 2, 4):
            cv2.setNumThreads(count)
            seen.append(analysed(data))
    finally:
        cv2.setNumThreads(threads)
    assert seen[0] == seen[1] == seen[2]


def test_other_processes_read_the_same_numbers() -> None:
    files = [base("laura").data, base("amara").data] * 2
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        elsewhere = list(pool.map(analysed, files))
    assert elsewhere == [analysed(data) for data in files]


def differences(one: Analysis, other: Analysis) -> dict[str, tuple[float, float]]:
    """The measurements that lie further apart than they may."""
    return {
        name: (measured.value, other.by_name[name].value or 0.0)
        for name, measured in one.by_name.items()
        if measured.value is not None
        and abs(measured.value - (other.by_name[name].value or 0.0))
        > TOLERANCES.get(measured.unit, OF_LAB_AND_PLAIN)
    }


@pytest.mark.parametrize(
    "upload",
    [
        encoded(portrait(640, 800), "JPEG", quality=92),
        encoded(portrait(640, 800), "PNG"),
        encoded(portrait(640, 800), "WEBP", quality=92),
        stored_turned(portrait(640, 800), 6),
    ],
    ids=["jpeg", "png", "webp", "turned"],
)
def test_a_file_and_its_stored_master_are_judged_alike(upload: bytes) -> None:
    """What `assess` says of a file is what the site says of the same upload."""
    file, stored = analyse(upload), analyse(make_master(upload).data)
    assert judge(file, HEADSHOT).outcome == judge(stored, HEADSHOT).outcome
    assert differences(file, stored) == {}
