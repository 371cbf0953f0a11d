"""Mails as files, where no server takes them: in a folder that this account alone reads."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

STORAGE = "mail"
NOBODY = "nobody"


class MailFolder(BaseEmailBackend):
    """Writes each mail into a file of its own: when it was written, the random key of whom it is
    `about`, a word of chance. "20261127T213000-<key>-x7f3.eml"."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """All of them; how many. Raises OSError."""
        for message in email_messages:
            storages[STORAGE].save(_name_for(message), ContentFile(message.message().as_bytes()))
        return len(email_messages)


def _name_for(message: Any) -> str:
    about = getattr(message, "about", "") or NOBODY
    return f"{timezone.now():%Y%m%dT%H%M%S%f}-{about}-{secrets.token_hex(4)}.eml"
