"""Photos found by how old they are."""

from django.db import migrations, models
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    dependencies = [("photos", "0017_approved_by_switch")]

    operations = [
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(Coalesce("captured_at", "uploaded_at"), "id", name="photo_by_age"),
        )
    ]
