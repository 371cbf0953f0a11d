"""Measure with this version of the engine what an earlier one measured."""

from typing import override

from photos import assess
from photos.management.job_command import JobCommand


class Command(JobCommand):
    help = (
        "Measure photos in use with this version of the engine, those with the oldest results "
        "first. They keep their results until the new ones are there. Safe to stop and to run "
        "again: the rest is left to the workers."
    )
    job = "remeasure"

    @override
    def between(self) -> None:
        """Measure what the job has asked for: there may be no worker."""
        for _progress in assess.run_pending():
            pass
