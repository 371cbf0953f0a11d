"""What the background worker does for the desk between two photos."""

from desk.dashboard.day_counts import count_if_due
from desk.overrules.recording import record_new
from desk.photo_import import running, unpacking
from desk.photo_import.purging import discard_ended


def keep_up() -> None:
    """Count the day every quarter of an hour, record new decisions, see to imports."""
    count_if_due()
    record_new()
    running.send_lost()
    unpacking.send_lost()
    discard_ended()
