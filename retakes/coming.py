"""Days that somebody writes into a form."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from retakes.models import LONGEST_DAYS


def coming(day: date) -> date:
    """The day, if it is today or within a year: a slip of the pen in a year is none. Raises
    ValidationError."""
    if day < localdate():
        raise ValidationError(_("This day has passed."))
    if day > localdate() + timedelta(days=LONGEST_DAYS):
        raise ValidationError(_("This day is more than a year away."))
    return day
