"""How mails leave, by the environment: a server that takes them by SMTP, else a folder."""

import os
from typing import Any
from urllib.parse import urlsplit

from config.environment import env_secret

SMTP = "SAMEFRAME_SMTP_"
FOLDER = "config.mail_folder.MailFolder"
PORTS = {"starttls": 587, "tls": 465, "none": 25}
TIMEOUT = 10  # seconds; a server that does not answer must not hold a worker


def mailers() -> dict[str, dict[str, Any]]:
    """Django's MAILERS: the SMTP server that is named, else files in the storage `mail`.

    Raises ValueError for what cannot be, and for a password that would travel in clear.
    """
    host = os.environ.get(f"{SMTP}HOST", "").strip()
    if not host:
        return {"default": {"BACKEND": FOLDER}}
    security = os.environ.get(f"{SMTP}SECURITY", "").strip() or "starttls"
    if security not in PORTS:
        raise ValueError(f"{SMTP}SECURITY={security!r}: write one of {', '.join(PORTS)}")
    port = os.environ.get(f"{SMTP}PORT", "").strip() or str(PORTS[security])
    if not (port.isascii() and port.isdecimal()):
        raise ValueError(f"{SMTP}PORT={port!r}: write a number")
    user, password = os.environ.get(f"{SMTP}USER", "").strip(), env_secret(f"{SMTP}PASSWORD")
    if bool(user) != bool(password):
        raise ValueError(f"{SMTP}USER and {SMTP}PASSWORD: both, or neither")
    if password and security == "none":
        raise ValueError(f"{SMTP}PASSWORD: never without {SMTP}SECURITY=starttls or tls")
    options = {
        "host": host,
        "port": int(port),
        "username": user,
        "password": password,
        "use_tls": security == "starttls",
        "use_ssl": security == "tls",
        "timeout": TIMEOUT,
    }
    return {
        "default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
    }


def mail_from(site_url: str) -> str:
    """Who writes: SAMEFRAME_MAIL_FROM, else an address of the site's that nobody reads."""
    host = urlsplit(site_url).hostname or "localhost"
    return os.environ.get("SAMEFRAME_MAIL_FROM", "").strip() or f"Sameframe <no-reply@{host}>"
