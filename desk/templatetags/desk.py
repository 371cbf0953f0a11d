"""Filters of the desk's templates."""

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def grouped(number: int) -> str:
    """A count with its thousands apart, as the reader's language does it."""
    return number_format(number, force_grouping=True)
