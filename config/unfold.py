"""How the admin looks and what its side bar offers."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def may(permission: str) -> Callable[[HttpRequest], bool]:
    """Whether who asks holds the permission."""
    return lambda request: request.user.has_perm(permission)


def own(path: str) -> Callable[[HttpRequest], str]:
    """The address of one of our static files."""
    return lambda request: static(path)


def entry(title: str | Promise, icon: str, model: str, **more: Any) -> dict[str, Any]:
    """A side bar entry for a model's list ("app.model"), seen by those who may view it."""
    app, name = model.split(".")
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{app}_{name}_changelist"),
        "permission": may(f"{app}.view_{name}"),
        **more,
    }


# Who may see people with their pictures.
FACES = ("directory.view_person", "photos.view_photo")
MAY_TAKE_OUT = (*FACES, "photos.change_photo")
MAY_BRING_IN = ("directory.view_person", "photos.add_photo")


def desk_entry(title: Any, icon: str, name: str, *permissions: str) -> dict[str, Any]:
    """A side bar entry for a page of the desk, seen by those who have all permissions."""
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:desk-{name}"),
        "permission": lambda request: request.user.has_perms(permissions),
    }


def account_links(request: HttpRequest) -> list[dict[str, Any]]:
    """The menu of one's own name; Django's password has no page for those without one."""
    password = {"title": _("Change password"), "link": reverse_lazy("admin:password_change")}
    logins = {"title": _("Where you are logged in"), "link": reverse_lazy("admin:sessions")}
    has_password = request.user.is_authenticated and request.user.has_usable_password()
    return [password, logins] if has_password else [logins]


# A blue of its own: green, orange and red are the verdicts'.
BLUE = {
    "50": "oklch(97% .014 254.6)",
    "100": "oklch(93.2% .032 255.6)",
    "200": "oklch(88.2% .059 254.1)",
    "300": "oklch(80.9% .105 251.8)",
    "400": "oklch(70.7% .165 254.6)",
    "500": "oklch(60% .19 259.8)",
    "600": "oklch(51.5% .19 262.5)",
    "700": "oklch(46.5% .185 263.5)",
    "800": "oklch(40.5% .155 265.2)",
    "900": "oklch(36% .125 265.5)",
    "950": "oklch(27% .085 267.9)",
}

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Sameframe",
    "SITE_HEADER": "Sameframe",
    "SITE_SUBHEADER": _("One look for the whole team"),
    "SITE_URL": None,
    "SITE_ICON": own("photos/icon.svg"),
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": own("photos/icon.svg")}],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": False,
    "SHOW_LANGUAGES": True,
    "LANGUAGES": {
        "navigation": [
            {"code": "en-gb", "name_local": "English"},
            {"code": "de", "name_local": "Deutsch"},
        ]
    },
    "BORDER_RADIUS": "8px",
    "COLORS": {"primary": BLUE},
    "STYLES": [own("config/colours.css"), own("photos/admin.css")],
    "SCRIPTS": [own("config/htmx.js")],
    "LOGIN": {"image": own("photos/login.svg")},
    "ACCOUNT": {"navigation": account_links},
    "DASHBOARD_CALLBACK": "retakes.admin.board.fill",
    "SIDEBAR": {
        "navigation": [
            {
                "title": _("Team"),
                "items": [
                    {
                        "title": _("Overview"),
                        "icon": "dashboard",
                        "link": reverse_lazy("admin:index"),
                    },
                    {
                        "title": _("Review"),
                        "icon": "rate_review",
                        "link": reverse_lazy("admin:desk-review"),
                        "permission": may("photos.change_photo"),
                        "badge": "desk.review.queue.left_badge",
                    },
                    entry(_("Retakes"), "photo_camera", "retakes.retake"),
                    entry(_("People"), "groups", "directory.person"),
                    entry(_("Photos"), "account_box", "photos.photo"),
                    entry(_("Departments"), "domain", "directory.department"),
                ],
            },
            {
                "title": _("Work"),
                "separator": True,
                "items": [
                    desk_entry(
                        _("Bring in photos"), "add_photo_alternate", "bring-in", *MAY_BRING_IN
                    ),
                    desk_entry(_("Contact sheet"), "grid_view", "sheet", *FACES),
                    desk_entry(_("Export photos"), "download", "exports", *MAY_TAKE_OUT),
                ],
            },
            {
                "title": _("New photos"),
                "separator": True,
                "items": [
                    {
                        "title": _("Photo days"),
                        "icon": "photo_camera",
                        "link": reverse_lazy("admin:retakes-days"),
                        "permission": may("retakes.view_retake"),
                    },
                    {
                        "title": _("Messages"),
                        "icon": "mail",
                        "link": reverse_lazy("admin:message-texts"),
                        "permission": may("retakes.change_messagetemplate"),
                    },
                ],
            },
            {
                "title": _("Rules"),
                "separator": True,
                "items": [
                    {
                        "title": _("Standards"),
                        "icon": "tune",
                        "link": reverse_lazy("admin:desk-standards"),
                        "permission": may("photos.view_photo"),
                    },
                    {
                        "title": _("Overrules"),
                        "icon": "balance",
                        "link": reverse_lazy("admin:desk-overrules"),
                        "permission": may("photos.view_photo"),
                    },
                ],
            },
            {
                "title": _("Privacy"),
                "separator": True,
                "items": [
                    entry(_("Personal links"), "link", "links.personlink"),
                    entry(_("Consents"), "fact_check", "privacy.consent"),
                    entry(_("Requests for erasure"), "person_remove", "links.erasurerequest"),
                ],
            },
            {
                "title": _("Access"),
                "separator": True,
                "items": [
                    entry(_("API tokens"), "key", "tokens.apitoken"),
                    entry(_("Webhooks"), "webhook", "webhooks.endpoint"),
                    entry(_("Webhook log"), "outbox", "webhooks.delivery"),
                    desk_entry(_("Background work"), "conveyor_belt", "work", "work.view_work"),
                    {
                        "title": _("Mail folder"),
                        "icon": "folder_open",
                        "link": reverse_lazy("admin:mail-folder"),
                        "permission": "retakes.messages.pages.folder_views.may_see",
                    },
                    entry(_("Users"), "person", "auth.user"),
                    entry(_("Groups"), "shield_person", "auth.group"),
                    entry(
                        _("Audit"),
                        "history",
                        "audit.event",
                        permission="desk.trail.admin.may_see_trail",
                    ),
                ],
            },
        ]
    },
}
