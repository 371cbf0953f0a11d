"""Indexes in the order of the lists, in which nobody is without a score, and of what is chosen
from above them."""

from django.db import migrations, models

from work.operations import AddIndexUnlocked


def score_or(otherwise):
    """photos.score_orders.score_or, as it was when this was written."""
    return models.Func(
        models.F("score"),
        output_field=models.SmallIntegerField(),
        template=f"COALESCE(%(expressions)s, {otherwise})",
    )


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("photos", "0013_awaited_assessments")]

    operations = [
        AddIndexUnlocked(
            "personcard",
            models.Index(
                models.F("needs_retake").desc(),
                score_or(-1),
                models.F("person"),
                name="card_needed_first",
            ),
        ),
        AddIndexUnlocked(
            "personcard",
            models.Index(score_or(101), models.F("person"), name="card_by_score"),
        ),
        AddIndexUnlocked(
            "photo",
            models.Index(
                models.F("is_current").desc(),
                score_or(101),
                models.F("id"),
                name="photo_list_order",
            ),
        ),
        AddIndexUnlocked(
            "photo",
            models.Index(
                fields=["main_rule"],
                condition=models.Q(is_current=True, purpose="", main_rule__gt=""),
                name="photo_by_rule",
            ),
        ),
        migrations.RemoveIndex("personcard", "card_worst_first"),
        migrations.RemoveIndex("photo", "photo_worst_first"),
    ]
