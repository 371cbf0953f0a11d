"""The edge of a worker's side threads: one part that fails holds up no other."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, close_old_connections

from audit.context import Acting, acting_as

WORKER = Acting(door="worker")
AWAY = "the database does not answer (%(kind)s); trying again"

logger = logging.getLogger(__name__)


def is_done(part: Callable[[], object]) -> bool:
    """Do one part; False where it failed: it is tried again in its next turn."""
    close_old_connections()
    try:
        with acting_as(WORKER):
            part()
    except (OperationalError, InterfaceError) as error:
        logger.warning(AWAY, {"kind": type(error).__name__})
        return False
    except Exception:  # whatever fails is tried again
        logger.exception("a part of the upkeep failed; trying again")
        return False
    finally:
        close_old_connections()
    return True
