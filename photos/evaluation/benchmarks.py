"""How fast the engine is, beside yardsticks taken in the same run on the same picture."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from PIL import Image

from photos.quality.analysis import Analysis, analyse
from photos.quality.standard import load_standard
from photos.quality.verdict import judge

WIDTH_12MP, HEIGHT_12MP = 3000, 4000  # px, a phone's portrait picture
GRAIN = 6.0  # 8-bit levels of noise: what a sensor leaves, and what makes a JPEG large
QUALITY = 92
REPEATS = 7
PHOTOS_A_PROCESS = 12
PROCESSES = 2
JUDGED = 2_000
PEOPLE = 100_000


def as_12mp(data: bytes) -> bytes:
    """The picture enlarged to 12 megapixels with a sensor's grain, as a JPEG."""
    large = Image.open(io.BytesIO(data)).convert("RGB").resize((WIDTH_12MP, HEIGHT_12MP))
    grain = np.random.default_rng(0).normal(0, GRAIN, (HEIGHT_12MP, WIDTH_12MP, 1))
    pixels = np.clip(np.asarray(large, np.float32) + grain, 0, 255).astype(np.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def full_decode(data: bytes) -> None:
    """Pillow's decoding of every pixel."""
    Image.open(io.BytesIO(data)).load()


def find_with_face_recognition(data: bytes) -> None:
    """What one would write first: face_recognition on the picture as it is."""
    from photos.quality.second_opinion import face_recognition  # a second and 150 MB: only here

    face_recognition().face_locations(np.asarray(Image.open(io.BytesIO(data)).convert("RGB")))


def median_seconds(task: Callable[[bytes], object], data: bytes, repeats: int = REPEATS) -> float:
    """The median wall clock of `repeats` runs after one to warm up."""
    task(data)
    return statistics.median(timed(task, data) for _ in range(repeats))


def timed(task: Callable[[bytes], object], data: bytes) -> float:
    """The wall clock of one run in seconds."""
    began = time.perf_counter()
    task(data)
    return time.perf_counter() - began


def assess_speeds(photo: bytes) -> dict[str, float]:
    """Ratios and figures of measuring, by name.

    `assess_12mp_vs_full_decode` is how many full decodes one assessment takes, decode
    included; `assess_12mp_vs_face_recognition` how much longer face_recognition's own
    search takes than a whole assessment.
    """
    large = as_12mp(photo)
    decode = median_seconds(full_decode, large)
    whole = median_seconds(assess, large)
    peer = median_seconds(find_with_face_recognition, large, repeats=1)
    return {
        "photo_12mp_mb": round(len(large) / 1e6, 2),
        "full_decode_12mp_ms": round(1000 * decode, 1),
        "assess_12mp_ms": round(1000 * whole, 1),
        "assess_12mp_vs_full_decode": round(whole / decode, 2),
        "assess_12mp_vs_face_recognition": round(peer / whole, 2),
        "processes_speedup": round(processes_speedup(large), 2),
        "worker_rss_mb": round(worker_memory(large), 0),
        "rejudge_100k_s": round(rejudge_seconds(analyse(photo)), 1),
    }


def assess(data: bytes) -> None:
    """Measure and judge once."""
    judge(analyse(data), load_standard("headshot"))


def processes_speedup(data: bytes) -> float:
    """How much faster two processes are than one, on equal work."""
    work = [data] * PHOTOS_A_PROCESS
    rates = []
    for count in (1, PROCESSES):
        with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
            list(pool.map(assess, [data] * count))  # models loaded
            began = time.perf_counter()
            list(pool.map(assess, work))
            rates.append(time.perf_counter() - began)
    return rates[0] / rates[1]


def worker_memory(data: bytes) -> float:
    """The largest resident size in MB of a process that has assessed `data`."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(memory_after, data).result()


def memory_after(data: bytes) -> float:
    """Assess, and tell this process's largest resident size in MB (Linux)."""
    assess(data)
    # ru_maxrss would still count the parent's memory from before the exec.
    status = Path("/proc/self/status").read_text()
    (peak,) = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(peak.split()[1]) / 1024


def rejudge_seconds(analysis: Analysis) -> float:
    """Seconds to judge 100,000 stored analyses, from 2,000: half good, a quarter that a crop
    mends, a quarter for which every crop is tried in vain."""
    standard = load_standard("headshot")
    good, mended, vain = analysis, off_centre(analysis), busy(off_centre(analysis))
    stored = [one.as_json() for one in (good, mended, good, vain)] * (JUDGED // 4)
    began = time.perf_counter()
    for one in stored:
        judge(Analysis.from_json(one), standard)
    return (time.perf_counter() - began) / len(stored) * PEOPLE


def off_centre(analysis: Analysis) -> Analysis:
    """The analysis of the same head in a wider picture's corner: one that needs a crop search."""
    wider = replace(analysis, width=analysis.width * 2, height=analysis.height * 2)
    return with_values(wider, {"face_centre_offset": 0.3, "head_height": 0.25})


def busy(analysis: Analysis) -> Analysis:
    """The analysis before a background that stays busy in every crop."""
    return with_values(analysis, {"background_clutter": 12.0, "close_background_clutter": 12.0})


def with_values(analysis: Analysis, values: dict[str, float]) -> Analysis:
    """The analysis with some measurements changed."""
    changed = tuple(
        replace(one, value=values.get(one.name, one.value)) for one in analysis.measurements
    )
    return replace(analysis, measurements=changed)
