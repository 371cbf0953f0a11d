"""How much memory a process takes that assesses photos."""

from __future__ import annotations

from pathlib import Path

from photos.evaluation.benchmarks.fresh import in_a_fresh_process
from photos.evaluation.benchmarks.speeds import assess

KIB_PER_MB = 1024  # as tools that show processes count


def worker_memory(data: bytes) -> float:
    """The largest resident size in MB of a fresh process that has assessed `data`."""
    return in_a_fresh_process(memory_after, data)


def memory_after(data: bytes) -> float:
    """Assess, and tell this process's largest resident size in MB (Linux)."""
    assess(data)
    # ru_maxrss would still count the parent's memory from before the exec.
    status = Path("/proc/self/status").read_text()
    (peak,) = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(peak.split()[1]) / KIB_PER_MB
