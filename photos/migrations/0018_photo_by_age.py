"""Photos found by how old they are."""

from django.db import migrations, models
from django.db.models.functions import Coalesce

from work.operations import AddIndexUnlocked


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("photos", "0017_approved_by_switch")]

    operations = [
        AddIndexUnlocked(
            model_name="photo",
            index=models.Index(Coalesce("captured_at", "uploaded_at"), "id", name="photo_by_age"),
        )
    ]
