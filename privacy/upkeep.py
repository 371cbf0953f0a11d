"""What the background worker does for privacy between two photos."""

import logging
from datetime import datetime, timedelta

from django.utils import timezone

from privacy.finishing import finish
from privacy.retention import purge_if_due

# After an attempt that could not end: readers are in the way, or the disk has no room.
PAUSE = timedelta(minutes=1)

logger = logging.getLogger(__name__)
_not_before = datetime.min.replace(tzinfo=timezone.get_default_timezone())


def keep_up() -> None:
    """Purge once a day, and finish what erasures have left to do."""
    global _not_before
    if timezone.now() < _not_before:
        return
    try:
        purge_if_due()
        is_finished = finish()
    except OSError:
        logger.exception("something could not be removed; trying again")
        is_finished = False
    if not is_finished:
        _not_before = timezone.now() + PAUSE
