"""Look once for photos whose measuring was lost or never asked for."""

from typing import Any

from django.core.management.base import BaseCommand

from photos.intake import request_assessment
from photos.models import Photo
from photos.quality.analysis import ENGINE_VERSION
from photos.tasks import resend_lost


class Command(BaseCommand):
    help = (
        "Queue again what a lost message or a killed worker left behind, and current photos "
        "that this version of the engine has not measured."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        unmeasured = list(
            Photo.objects.filter(is_current=True).exclude(
                assessments__engine_version=ENGINE_VERSION
            )
        )
        for photo in unmeasured:
            request_assessment(photo)
        sent = resend_lost()
        self.stdout.write(f"{sent} sent again, {len(unmeasured)} queued for this version.")
