"""What the background worker does for the doors by the clock."""

import time

from access.models import Meter


def purge() -> int:
    """Remove meters that have run out. Returns how many there were."""
    meters, _ = Meter.objects.filter(empty_at__lt=time.time()).delete()
    return meters
