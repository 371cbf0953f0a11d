"""A kind of long job that shows when a step was done twice: names of departments are unique."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

from directory.models import Department
from work.job_kinds import Step
from work.priorities import BULK


class Founding:
    """Found `number` departments, two at a step; that of the one that it `breaks_at` fails.
    In those of the ones that it is `killed_at` the process ends, once for each, which is written
    down in the `folder`."""

    title = "Found departments"
    is_atomic = True
    priority = BULK

    def count(self, wishes: dict[str, Any]) -> int | None:
        return int(wishes["number"])

    def step(self, wishes: dict[str, Any], place: str) -> Step | None:
        first = int(place or 0)
        some = range(first, min(first + 2, wishes["number"]))
        for number in some:
            Department.objects.create(name=f"Ward {number}", slug=f"ward-{number}")
        if wishes.get("breaks_at") in some:
            raise ValueError("Ward's secret")
        for number in {*some} & {*wishes.get("killed_at", [])}:
            killed = Path(wishes["folder"]) / f"killed-at-{number}"
            if not killed.exists():
                killed.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        return Step(str(some[-1] + 1), done=len(some)) if some else None
