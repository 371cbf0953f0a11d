"""Files of an import are held by runners, and ZIPs are unpacked by workers.

The import's own runner is asked for no more. Its column stays for the programs of the version
before, which may run beside the new ones for a while; it can go once they are gone.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0004_photo_imports")]

    operations = [
        migrations.AlterField(
            model_name="photoimport",
            name="runner",
            field=models.CharField(blank=True, db_default="", max_length=32),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField(model_name="photoimport", name="runner")]
        ),
        migrations.AddField(
            model_name="importedfile",
            name="runner",
            field=models.CharField(blank=True, db_default="", default="", max_length=32),
        ),
        migrations.AddField(
            model_name="importedfile",
            name="lease_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="importedfile",
            name="place",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="importedfile",
            name="photos_inside",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="importedfile",
            name="unpacked_bytes",
            field=models.PositiveBigIntegerField(db_default=0, default=0),
        ),
        migrations.AlterField(
            model_name="importedfile",
            name="state",
            field=models.CharField(
                choices=[
                    ("arriving", "arriving"),
                    ("unpacking", "being unpacked"),
                    ("arrived", "arrived"),
                    ("ready", "ready"),
                    ("added", "taken in"),
                    ("unchanged", "there already"),
                    ("refused", "refused"),
                    ("left_out", "left out"),
                ],
                default="arriving",
                max_length=10,
            ),
        ),
    ]
