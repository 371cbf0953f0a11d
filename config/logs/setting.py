"""Django's LOGGING for one of two forms of lines."""

import logging
from typing import Any, override

JSON, TEXT = "json", "text"
FORMS = {JSON: "config.logs.lines.JsonLines", TEXT: "config.logs.lines.TextLines"}
# The single sign-on names accounts in its messages; the trail has the same by id.
SILENT = ("mozilla_django_oidc",)


class Traced(logging.Filter):
    """Lets pass what tells more of a failure than the request's own line: where it came from."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        return bool(record.exc_info)


def logging_settings(form: str) -> dict[str, Any]:
    """Everything to standard error; in words only what somebody at a terminal must know.

    Raises ValueError for a form that is none.
    """
    if form not in FORMS:
        raise ValueError(f"SAMEFRAME_LOG={form!r}: write json or text")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"traced": {"()": "config.logs.setting.Traced"}},
        "formatters": {"lines": {"()": FORMS[form]}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "lines",
                "level": "INFO" if form == JSON else "WARNING",
            }
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            # A request's own line says all that theirs would, but for the trace of a failure.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.request": {"level": "ERROR", "filters": ["traced"]},
            "django.security": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},  # anybody can fill the log
            "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
            "gunicorn.access": {"handlers": [], "propagate": False, "level": "CRITICAL"},
            # One line a message would drown the photos' own.
            "procrastinate": {"level": "WARNING"},
            **{name: {"level": "CRITICAL"} for name in SILENT},
        },
    }
