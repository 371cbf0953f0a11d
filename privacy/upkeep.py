"""What the background worker does for privacy between two photos."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from photos.storage import StorageAway
from privacy.finishing import finish
from privacy.retention import purge_if_due

# After an attempt that could not end: readers are in the way, or the disk has no room.
PAUSE = timedelta(minutes=1)

logger = logging.getLogger(__name__)
_not_before = datetime.min.replace(tzinfo=timezone.get_default_timezone())


def keep_up() -> None:
    """Finish what erasures have left to do, and purge once a day."""
    global _not_before
    if timezone.now() < _not_before:
        return
    if not all([is_finished(finish), is_finished(purge_if_due)]):
        _not_before = timezone.now() + PAUSE


def is_finished(part: Callable[[], bool | None]) -> bool:
    """Do one of the two; neither holds up the other. Whether nothing is left of it."""
    try:
        return part() is not False
    except (OSError, StorageAway):
        logger.exception("something could not be removed; trying again")
        return False
