"""Numbers as scales need them."""

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def exact(number: float) -> str:
    """A number for a form: a point, no grouping, whatever the language."""
    return f"{round(number, 6):g}"


@register.filter
def below_one(height: float) -> str:
    """Where a bar of that height begins, from the top of 1."""
    return f"{1 - height:.2f}"


@register.filter
def short(number: float) -> str:
    """A number at the end of a scale, as people of this language write it."""
    return number_format(f"{round(number, 3):g}")
