"""What the background worker does for the desk between two photos."""

from desk.dashboard.day_counts import count_if_due
from desk.overrules.recording import record_new


def keep_up() -> None:
    """Count the day every quarter of an hour, and record new decisions."""
    count_if_due()
    record_new()
