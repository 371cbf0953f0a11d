"""Running what a message names."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.module_loading import import_string

from audit.context import acting_as
from work.guarded import WORKER

logger = logging.getLogger(__name__)


def run(path: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Exception | None:
    """Call the function of a `django.tasks` task; what it raised, or None."""
    try:
        with acting_as(WORKER):
            import_string(path).func(*args, **kwargs)
    except Exception as error:  # the worker's edge: the engine tries again, up to an end
        logger.exception("a message failed", extra={"task": path})
        return error
    return None
