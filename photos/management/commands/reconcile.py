"""Look once for photos whose measuring was lost or never asked for, and compare teams anew."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string

from photos import consistency
from photos.jobs import remeasure, rerender
from photos.tasks import resend_lost
from work.models import Job


class Command(BaseCommand):
    help = (
        "Queue again what a lost message or a killed worker left behind, and compute how alike "
        "every team's photos are. Begin long jobs for photos in use that this version of the "
        "engine has not measured, and for those published before an upgrade."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        measuring = remeasure.begin_if_behind()
        sent = resend_lost()
        publishing = rerender.begin_if_behind()
        recorded = consistency.reconcile()
        for path in settings.SAMEFRAME_SCHEDULE:
            import_string(path)()
        self.stdout.write(
            f"{sent} sent again, {recorded} recorded for their teams; "
            f"measuring by this version: {word_for(measuring)}; "
            f"publishing anew: {word_for(publishing)}."
        )


def word_for(job: Job | None) -> str:
    """What is left to the workers, in a word."""
    return f"job {job.pk}" if job else "nothing to do"
