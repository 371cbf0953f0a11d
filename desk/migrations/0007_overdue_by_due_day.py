"""When a retake is overdue says the request's own due day, no more a number of days."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("desk", "0006_imports_in_slices")]

    operations = [migrations.RemoveField(model_name="prices", name="overdue_days")]
