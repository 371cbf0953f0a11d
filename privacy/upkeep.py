"""What the background worker does for privacy between two photos."""

from privacy.finishing import finish
from privacy.retention import purge_if_due


def keep_up() -> None:
    """Purge once a day, and finish what erasures have left to do."""
    purge_if_due()
    finish()
