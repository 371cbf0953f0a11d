"""How waiting is said."""

from django.utils.translation import ngettext

MINUTE = 60  # seconds
SECONDS_SAID_UP_TO = 90


def come_back_in(seconds: int) -> str:
    """When to try again, in words."""
    if seconds < SECONDS_SAID_UP_TO:
        told = ngettext(
            "Please try again in %(count)s second.",
            "Please try again in %(count)s seconds.",
            seconds,
        )
        return told % {"count": seconds}
    minutes = -(-seconds // MINUTE)
    told = ngettext(
        "Please try again in %(count)s minute.", "Please try again in %(count)s minutes.", minutes
    )
    return told % {"count": minutes}
