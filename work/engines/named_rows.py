"""The rows that messages are about: ids among their arguments, at most MOST_NAMED."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from work.engines.engine import MOST_NAMED

NAMED = tuple(f"named_{place}" for place in range(MOST_NAMED))


def named_in(arguments: str) -> dict[str, Cast]:
    """By the names of NAMED each id in the list that lies at that path, null where it is shorter.

    One by one: so a database joins them by hashes, of which it makes none for what it has to
    unpack first.
    """
    return {
        name: Cast(KT(f"{arguments}__{place}"), BigIntegerField())
        for place, name in enumerate(NAMED)
    }


def names_none_of(rows: QuerySet[Any]) -> Q:
    """Whether a message so annotated has an id that is none of the rows'."""
    there = {name: Exists(rows.order_by().filter(pk=OuterRef(name))) for name in NAMED}
    return reduce(or_, (Q(~there[name], **{f"{name}__isnull": False}) for name in NAMED))
