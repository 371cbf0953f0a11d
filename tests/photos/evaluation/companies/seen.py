"""What was measured on four of the demo team's pictures, one of each verdict."""

from functools import cache

from photos.quality.analysis import Analysis, analyse
from tests.factories import picture


@cache
def measured() -> tuple[Analysis, ...]:
    """Pass, retake, fix, unsure."""
    return tuple(analyse(picture(one)) for one in ("e1001", "e1008", "e1020", "e1024"))
