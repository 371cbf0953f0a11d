"""Whoever could see people or photos before there were departments' limits still sees all."""

from typing import Any

from django.conf import settings
from django.db import migrations
from django.db.models import Q

SEES_EVERYBODY = "see_all_departments"
SAW_EVERYBODY = Q(content_type__app_label__in=["directory", "photos"])


def let_them_see(apps: Any, schema_editor: Any) -> None:
    """Give the new permission to every user and group that held one over people or photos."""
    permissions = apps.get_model("auth", "Permission").objects
    old = permissions.filter(SAW_EVERYBODY)
    users = apps.get_model("auth", "User").objects.filter(user_permissions__in=old).distinct()
    groups = apps.get_model("auth", "Group").objects.filter(permissions__in=old).distinct()
    if not (users.exists() or groups.exists()):
        return  # a new installation, whose permissions Django makes afterwards
    kinds = apps.get_model("contenttypes", "ContentType").objects
    person, _ = kinds.get_or_create(app_label="directory", model="person")
    new, _ = permissions.get_or_create(
        codename=SEES_EVERYBODY,
        content_type=person,
        defaults={"name": "Can see the people of all departments"},
    )
    for user in users:
        user.user_permissions.add(new)
    for group in groups:
        group.permissions.add(new)


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0004_access_by_department"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(let_them_see, migrations.RunPython.noop)]
