"""Why an attempt failed, in words of our own: an answer's text is neither kept nor shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Problem(models.TextChoices):
    """What went wrong with the last attempt."""

    STATUS = "status", _("refused")
    REDIRECT = "redirect", _("sent elsewhere; redirects are not followed")
    TIMEOUT = "timeout", _("no answer in ten seconds")
    CONNECTION = "connection", _("no connection")
    NAME = "name", _("the host's name is unknown")
    ADDRESS = "address", _("the address leads into a private network")
    TLS = "tls", _("the connection is not safe: its certificate was refused")
    ANSWER = "answer", _("the answer could not be read")
    SECRET = "secret", _("its secret can't be read any more: make a new one")
    NOT_ALLOWED = "not_allowed", _("its user may not know of it any more")
    SWITCHED_OFF = "switched_off", _("the endpoint is switched off")
