"""Orders by score in which nobody is without one, so that an index has them on any database."""

from django.db.models import F, Func, SmallIntegerField

BEFORE_EVERY_SCORE, BEHIND_EVERY_SCORE = -1, 101


def score_or(otherwise: int, path: str = "score") -> Func:
    """The score at `path`, or that number where there is none.

    Written into the SQL: SQLite finds no index for an expression with a parameter, and
    PostgreSQL none that puts NULL where it does not stand by itself.
    """
    template = f"COALESCE(%(expressions)s, {otherwise:d})"
    return Func(F(path), template=template, output_field=SmallIntegerField())
