"""Functions for schedules of tests."""

from audit.context import Acting, acting

ran: list[str] = []
whose: set[Acting] = set()


def fails() -> None:
    """Fail each time."""
    ran.append("fails")
    raise RuntimeError("a fault")


def goes_on() -> None:
    """Note that it was run, and on whose behalf."""
    ran.append("goes on")
    whose.add(acting())
