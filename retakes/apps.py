"""Requests for new photos, from the flag to the photo that takes the old one's place."""

from typing import override

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetakesConfig(AppConfig):
    name = "retakes"
    verbose_name = _("Retakes")

    @override
    def ready(self) -> None:
        """Follow what happens to photos."""
        from photos.events import photo_event
        from retakes.auto_approve import look_at
        from retakes.following import follow

        photo_event.connect(follow, dispatch_uid="retakes.following")
        photo_event.connect(look_at, dispatch_uid="retakes.auto_approve")
