"""What the pages call endpoints and deliveries; the tables stay as they are."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0001_endpoints_and_deliveries")]

    operations = [
        migrations.AlterModelOptions(
            name="delivery",
            options={
                "default_permissions": ["view"],
                "ordering": ["-id"],
                "verbose_name": "webhook delivery",
                "verbose_name_plural": "webhook deliveries",
            },
        ),
        migrations.AlterModelOptions(
            name="endpoint",
            options={"ordering": ["name", "id"], "verbose_name": "webhook"},
        ),
    ]
