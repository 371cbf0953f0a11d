from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _

from access.session_time import stamp_login


class AccessConfig(AppConfig):
    name = "access"
    verbose_name = _("Access")

    def ready(self) -> None:
        """Every login starts a session's time."""
        user_logged_in.connect(stamp_login, dispatch_uid="access.sessions")
