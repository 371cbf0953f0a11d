"""Lengths of time on the pages of background work."""

from datetime import datetime

from django import template

from desk.work.durations import plainly

register = template.Library()


@register.filter
def lasting(seconds: float) -> str:
    """A length of time in words."""
    return plainly(seconds)


@register.filter
def since_then(moment: datetime, now: datetime) -> str:
    """How long ago that was."""
    return plainly(max(0.0, (now - moment).total_seconds()))
