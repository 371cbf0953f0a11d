"""What the photos cost that are still to be taken, with the arithmetic that leads there."""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.dashboard.rows import Prices


@dataclass(frozen=True, slots=True)
class Cost:
    """A sum in words and how it comes about; `sum` is empty where a price is missing."""

    sum: str
    reckoning: str


def cost_of(people: int, prices: Prices) -> Cost:
    """What new photos of so many people cost."""
    if prices.mode == Prices.Mode.DAY_RATE:
        return by_the_day(people, prices)
    low, high = people * prices.head_low, people * prices.head_high
    each = amounts(prices.head_low, prices.head_high, prices.currency)
    return Cost(
        amounts(low, high, prices.currency),
        ngettext(
            "%(people)s person at %(each)s per head",
            "%(people)s people at %(each)s per head",
            people,
        )
        % {"people": number_format(people, force_grouping=True), "each": each},
    )


def by_the_day(people: int, prices: Prices) -> Cost:
    """Whole days of a photographer."""
    if prices.day_rate is None or not prices.heads_per_day:
        return Cost("", _("Enter the day rate and how many people a day takes."))
    days = ceil(people / prices.heads_per_day)
    rate = amount(prices.day_rate, prices.currency)
    told = ngettext(
        "%(days)s day at %(rate)s, %(heads)s people a day",
        "%(days)s days at %(rate)s, %(heads)s people a day",
        days,
    ) % {"days": number_format(days), "rate": rate, "heads": prices.heads_per_day}
    return Cost(amount(days * prices.day_rate, prices.currency), told)


def amount(value: Decimal, currency: str) -> str:
    """A sum of money; cents only where there are any."""
    places = 0 if value == value.to_integral_value() else 2
    return f"{currency}\N{NO-BREAK SPACE}{number_format(value, places, force_grouping=True)}"


def amounts(low: Decimal, high: Decimal, currency: str) -> str:
    """A range of money, or one sum where both ends are the same."""
    if low == high:
        return amount(low, currency)
    return f"{amount(low, currency)}\N{EN DASH}{amount(high, '').strip()}"
