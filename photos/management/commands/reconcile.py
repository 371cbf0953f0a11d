"""Look once for photos whose measuring was lost or never asked for, and compare teams anew."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string

from photos import consistency
from photos.intake import request_assessment
from photos.models import Photo
from photos.publications import publish_missing
from photos.quality.analysis import ENGINE_VERSION
from photos.tasks import resend_lost


class Command(BaseCommand):
    help = (
        "Queue again what a lost message or a killed worker left behind, and current photos "
        "that this version of the engine has not measured. Publish what was approved before an "
        "upgrade, and compute how alike every team's photos are."
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
        published = publish_missing()
        recorded = consistency.reconcile()
        for path in settings.SAMEFRAME_SCHEDULE:
            import_string(path)()
        self.stdout.write(
            f"{sent} sent again, {len(unmeasured)} queued for this version, photos of {published} "
            f"people published, {recorded} recorded for their teams."
        )
