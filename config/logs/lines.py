"""Log records as lines: JSON for machines, words for a terminal."""

import logging
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, override

from pythonjsonlogger.json import JsonFormatter

from audit.context import acting
from config.logs.redaction import message_of, traceback_of

# What a line may say beside its message; anything else on a record is left out.
FIELDS = (
    *("method", "route", "status", "ms", "bytes", "user", "token"),
    *("assessment", "photo", "file", "task", "attempts", "job", "kind"),
)
type ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


def fields_of(record: logging.LogRecord) -> dict[str, Any]:
    """The record's known facts, the request's id among them."""
    request_id = getattr(record, "request_id", "") or acting().request_id
    known = {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
    return {"request_id": request_id, **known} if request_id else known


class JsonLines(JsonFormatter):
    """One JSON object a line."""

    @override
    def add_fields(
        self,
        log_data: dict[str, Any],
        record: logging.LogRecord,
        message_dict: dict[str, Any],
    ) -> None:
        """Fill the line from what is known to be harmless."""
        log_data["time"] = datetime.fromtimestamp(record.created, tz=UTC).isoformat()
        log_data["level"] = record.levelname
        log_data["logger"] = record.name
        log_data["message"] = message_of(record)
        log_data |= fields_of(record)
        if "exc_info" in message_dict:
            log_data["traceback"] = message_dict["exc_info"]

    @override
    def formatException(self, ei: ExceptionInfo) -> str:
        return traceback_of(ei[1]) if ei[1] else ""


class TextLines(logging.Formatter):
    """The time, how grave it is, and what happened."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        facts = " ".join(f"{name}={value}" for name, value in fields_of(record).items())
        line = f"{time} {record.levelname} {record.name}: {message_of(record)} {facts}".rstrip()
        error = record.exc_info[1] if record.exc_info else None
        return f"{line}\n{traceback_of(error)}" if error else line
