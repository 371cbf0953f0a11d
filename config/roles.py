"""The roles that Sameframe brings, as groups with permissions.

What people may do is in their groups; whose records they may do it to is their reach
(directory.reach): everybody for who holds `see_all_departments`, as HR leads do, else the
departments on their user's page.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission


@dataclass(frozen=True, slots=True)
class Role:
    """A group's name, and its permissions as "app.codename"."""

    name: str
    permissions: tuple[str, ...]


DEPARTMENT_HR = Role(
    "Department HR",
    (
        "directory.view_person",
        "directory.add_person",
        "directory.change_person",
        "directory.view_department",
        "directory.change_department",
        "photos.view_photo",
        "photos.add_photo",
        "photos.change_photo",
        "photos.change_ownstandard",  # for a department of their own they choose one
        "retakes.view_retake",
        "retakes.add_retake",
        "retakes.change_retake",
        "retakes.view_sentmessage",
        "links.view_personlink",
        "links.add_personlink",
        "links.change_personlink",
        "links.view_erasurerequest",
        "privacy.view_consent",
        "privacy.add_consent",
        "privacy.change_consent",
    ),
)
HR_LEAD = Role(
    "HR lead",
    (
        *DEPARTMENT_HR.permissions,
        "directory.see_all_departments",
        "directory.delete_person",
        "directory.export_person",
        "directory.add_department",
        "directory.delete_department",
        "photos.delete_photo",
        "desk.change_prices",
        "retakes.change_retakesettings",
        "retakes.change_messagetemplate",
        "desk.export_labels",
        "audit.view_event",
        "work.view_work",
    ),
)
INTRANET_ADMINISTRATOR = Role(
    "Intranet administrator",
    (
        "tokens.view_apitoken",
        "tokens.add_apitoken",
        "tokens.change_apitoken",
        "webhooks.view_endpoint",
        "webhooks.add_endpoint",
        "webhooks.change_endpoint",
        "webhooks.view_delivery",
        "work.view_work",
    ),
)
ROLES = (DEPARTMENT_HR, HR_LEAD, INTRANET_ADMINISTRATOR)


def make_roles() -> None:
    """Make the groups that are missing. One that is there stays as its owners have made it:
    nothing is given or taken."""
    there = set(Group.objects.values_list("name", flat=True))
    for role in ROLES:
        if role.name not in there:
            group = Group.objects.create(name=role.name)
            group.permissions.set(map(permission, role.permissions))


def permission(name: str) -> Permission:
    """The permission "app.codename". Raises Permission.DoesNotExist."""
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)
