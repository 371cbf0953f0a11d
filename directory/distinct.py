"""The different values of a column, each found in its index."""

from typing import Any

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from directory.reach import Reach

# From each value to the next above it: DISTINCT would read every row.
STEP_BY_STEP = """
    WITH RECURSIVE found(value) AS (
        SELECT CAST(({first}) AS text)
        UNION ALL
        SELECT CAST(({following}) AS text) FROM found WHERE found.value IS NOT NULL
    )
    SELECT value FROM found WHERE value IS NOT NULL
"""


def different(rows: QuerySet[Any], column: str, reach: Reach) -> list[str]:
    """Every value but "" of a text column among `rows`, which are those within reach, in order.

    For the whole company an index must begin with the column and hold where `rows` do.
    """
    named = rows.filter(**{f"{column}__gt": ""}).order_by(column).values(column)
    if not reach.is_whole:
        return list(named.distinct().values_list(column, flat=True))
    first, values = named[:1].query.sql_with_params()
    above = named.filter(**{f"{column}__gt": RawSQL("found.value", ())})
    following, more_values = above[:1].query.sql_with_params()
    with connections[rows.db].cursor() as cursor:
        cursor.execute(
            STEP_BY_STEP.format(first=first, following=following), [*values, *more_values]
        )
        return [value for (value,) in cursor.fetchall()]
