"""Tokens of departments, and HR's tokens for bulk uploads."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone


def end_what_would_widen(apps, schema_editor):
    """On the way back: revoke tokens of departments, which would reach everybody, and let
    those for bulk uploads be HR's."""
    tokens = apps.get_model("tokens", "ApiToken").objects
    # Once for each row: after a second time PostgreSQL would let nobody alter the table.
    tokens.filter(Q(is_bound=True) | Q(scope="bulk")).update(
        scope=Case(When(scope="bulk", then=Value("hr")), default=F("scope")),
        revoked_at=Case(
            When(is_bound=True, revoked_at=None, then=Value(timezone.now())),
            default=F("revoked_at"),
            output_field=models.DateTimeField(),
        ),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0005_those_of_before_see_everybody"),
        ("tokens", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="apitoken", name="token_scope_known"),
        migrations.AddField(
            model_name="apitoken",
            name="departments",
            field=models.ManyToManyField(
                blank=True,
                help_text="Only the people of these; with none, all whom its scope and user may see.",
                related_name="+",
                to="directory.department",
            ),
        ),
        migrations.AddField(
            model_name="apitoken",
            name="is_bound",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AlterField(
            model_name="apitoken",
            name="scope",
            field=models.CharField(
                choices=[
                    ("intranet", "intranet: names and approved photos"),
                    ("hr", "HR: everything about photos, uploads included"),
                    ("bulk", "HR, for bulk uploads: as HR, with no limit on uploads a minute"),
                ],
                default="intranet",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="apitoken",
            constraint=models.CheckConstraint(
                condition=models.Q(("scope__in", ["intranet", "hr", "bulk"])),
                name="token_scope_known",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, end_what_would_widen),
    ]
