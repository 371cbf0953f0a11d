"""The mails that lie in the folder because no server takes them, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from django.conf import settings
from django.core.files.storage import storages

from privacy.mail_files import STORAGE, mail_files

FOLDER = "config.mail_folder.MailFolder"
HEADERS = ("From", "To", "Subject", "Date")


@dataclass(frozen=True, slots=True)
class FiledMail:
    """One of them, decoded; `text` and `html` "" where only the head was asked for."""

    name: str
    headers: tuple[tuple[str, str], ...]
    text: str = ""
    html: str = ""

    @property
    def subject(self) -> str:
        """Its subject."""
        return dict(self.headers)["Subject"]

    @property
    def to(self) -> str:
        """To whom it was written."""
        return dict(self.headers)["To"]

    @property
    def date(self) -> datetime | None:
        """When it was written; None where the mail does not say it."""
        return sent_at(dict(self.headers)["Date"])


def sent_at(header: str) -> datetime | None:
    """The moment that a mail's Date names; None for what is none."""
    try:
        return parsedate_to_datetime(header)
    except ValueError:
        return None


def is_folder() -> bool:
    """Whether mails are written into the folder."""
    return bool(settings.MAILERS["default"].get("BACKEND") == FOLDER)


def names() -> list[str]:
    """Of all mails, newest first: names begin with the moment."""
    return sorted((name for name, _about in mail_files()), reverse=True)


def mail_named(name: str) -> FiledMail:
    """One mail with all that it says. Raises FileNotFoundError."""
    with storages[STORAGE].open(name) as file:
        mail = message_from_bytes(file.read(), policy=policy.default)
    assert isinstance(mail, EmailMessage)  # that policy makes no others
    headers = tuple((header, str(mail[header] or "")) for header in HEADERS)
    return FiledMail(name, headers, _part(mail, "plain"), _part(mail, "html"))


def _part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    return str(body.get_content()) if body else ""
