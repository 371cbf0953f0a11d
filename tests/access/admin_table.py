"""The matrix of the pages: who gets in where, one line for each address.

A line names the address, its door (who gets in at all), what its argument is about, and how GET
and POST answer whoever is in. What it is about decides the rest: a thing of another department,
or of people without one, is 404 for a department's HR, as what never was is for everybody.
"""

from dataclasses import dataclass
from enum import StrEnum

from tests.access.roles import Role

NO_WAY = 405  # not with this method


class Door(StrEnum):
    """Who gets in."""

    ALL = "everybody"
    STAFF = "everybody on the staff"
    HR = "HR, each over their people"
    LEADS = "who sees everybody"
    KEEPERS = "who keeps accounts, tokens and background work"
    NOBODY = "nobody, 404 for all"


class About(StrEnum):
    """What an address's argument is: the argument's own name where it can be."""

    PERSON = "person"
    PHOTO = "photo"
    DEPARTMENT = "department"
    REVIEW = "review"
    UPLOADING = "import that takes files"
    CONFIRMING = "import to be confirmed"
    FILE = "file of an import"
    LIST = "saved list"
    ACCOUNT = "account"
    GROUP = "group"
    TOKEN = "token"
    ENDPOINT = "webhook"
    DELIVERY = "event told by a webhook"
    LINK = "personal link"
    CONSENT = "consent"
    REQUEST = "request for erasure"
    EVENT = "event of the trail"
    RETAKE = "request for a new photo"
    MESSAGE = "message about a request"
    PHOTO_DAY = "photo day"


@dataclass(frozen=True)
class Line:
    """One address; `get` and `post` are the answers to those who are in."""

    name: str
    door: Door
    about: About | None = None
    get: int = 200
    post: int = NO_WAY
    more: tuple[tuple[str, str], ...] = ()  # further arguments of the address


def page(
    name: str, door: Door, about: About | None = None, get: int = 200, post: int = 200
) -> Line:
    """A page with a form."""
    return Line(name, door, about, get, post)


def deed(name: str, about: About | None = None, post: int = 302, **more: str) -> Line:
    """What HR does by a POST."""
    return Line(name, Door.HR, about, NO_WAY, post, tuple(more.items()))


def of_work(name: str, post: int = 302, **more: str) -> Line:
    """What is done to background work by a POST."""
    return Line(f"admin:desk-work-{name}", Door.KEEPERS, None, NO_WAY, post, tuple(more.items()))


def lists(model: str, door: Door, about: About) -> tuple[Line, ...]:
    """The admin's pages of a model."""
    return (
        page(f"admin:{model}_changelist", door),
        page(f"admin:{model}_add", door),
        page(f"admin:{model}_change", door, about),
        page(f"admin:{model}_delete", door, about),
        page(f"admin:{model}_history", door, about),
    )


OPEN = (
    Line("admin:login", Door.ALL, post=200),
    Line("set_language", Door.ALL, get=302, post=302),
    Line("livez", Door.ALL),
    Line("readyz", Door.ALL),
    # Switched off unless the settings name a key or a provider.
    Line("metrics", Door.NOBODY),
    Line("oidc_authentication_init", Door.NOBODY),
    Line("oidc_authentication_callback", Door.NOBODY),
    Line("", Door.ALL, get=302, post=302),
    Line("example-intranet", Door.NOBODY),
    Line("example-intranet-token", Door.NOBODY),
    # Whoever knows a published picture's name sees it: that is what the name is for.
    Line("published-picture", Door.ALL, About.PHOTO),
)
OF_THE_STAFF = (
    page("admin:index", Door.STAFF),
    page("admin:password_change", Door.STAFF),
    Line("admin:password_change_done", Door.STAFF),
    Line("admin:logout", Door.STAFF, get=NO_WAY, post=200),
    page("admin:search", Door.STAFF),
    page("admin:sessions", Door.STAFF, post=302),  # ends one's own
    Line("admin:jsi18n", Door.STAFF),
    Line("admin:autocomplete", Door.STAFF, get=403),  # of no field it is about nothing
    page("admin:view_on_site", Door.STAFF, About.PERSON, get=404, post=404),
)
OF_HR = (
    page("admin:app_list", Door.HR),
    page("admin:directory_person_export", Door.HR),
    page("admin:directory_person_import", Door.HR),
    Line("admin:directory_person_process_import", Door.HR, get=NO_WAY, post=302),
    *lists("directory_person", Door.HR, About.PERSON),
    page("admin:photos_photo_export", Door.HR),
    deed("admin:photos_photo_decide", About.PHOTO, decision="assess"),
    page("admin:photos_photo_changelist", Door.HR),
    page("admin:photos_photo_add", Door.HR, get=403, post=403),  # photos come by their people
    Line("admin:photos_photo_change", Door.HR, About.PHOTO),
    page("admin:photos_photo_delete", Door.HR, About.PHOTO),
    page("admin:photos_photo_history", Door.HR, About.PHOTO),
    Line("private-picture", Door.HR, About.PHOTO, more=(("kind", "thumbnail"),)),
    page("admin:directory_department_export", Door.HR),
    page("admin:directory_department_changelist", Door.HR),
    page("admin:directory_department_add", Door.LEADS),
    page("admin:directory_department_change", Door.HR, About.DEPARTMENT),
    page("admin:directory_department_delete", Door.LEADS, About.DEPARTMENT),
    page("admin:directory_department_history", Door.HR, About.DEPARTMENT),
)
DESK = (
    Line("admin:desk-bring-in", Door.HR),
    deed("admin:desk-bring-in-begin"),
    Line("admin:desk-bring-in-one", Door.HR, About.UPLOADING),
    Line("admin:desk-bring-in-progress", Door.HR, About.UPLOADING),
    Line("admin:desk-bring-in-report", Door.HR, About.UPLOADING, more=(("form", "csv"),)),
    deed("admin:desk-bring-in-add", About.UPLOADING),
    deed("admin:desk-bring-in-send", About.UPLOADING, post=200),
    deed("admin:desk-bring-in-go-on", About.UPLOADING),
    deed("admin:desk-bring-in-confirm", About.CONFIRMING),
    deed("admin:desk-bring-in-cancel", About.UPLOADING),
    deed("admin:desk-bring-in-remove", About.FILE),
    Line("admin:desk-bring-in-picture", Door.HR, About.FILE, get=302),
    Line("admin:desk-exports", Door.HR),
    Line("admin:desk-exports-zip", Door.HR),
    Line("admin:desk-sheet", Door.HR),
    Line("admin:desk-sheet-file", Door.HR, more=(("form", "pdf"),)),
    Line("admin:desk-review", Door.HR),
    Line("admin:desk-review-photo", Door.HR, About.PHOTO),
    deed("admin:desk-review-next", post=404),  # after no photo
    deed("admin:desk-review-claims", post=200),
    deed("admin:desk-review-take", About.PHOTO),
    deed("admin:desk-review-decide", About.PHOTO, post=302),
    deed("admin:desk-review-undo", About.REVIEW),
    page("admin:desk-prices", Door.LEADS),
    *(Line(f"admin:desk-work{page}", Door.LEADS) for page in ("", "-now", "-photos", "-failures")),
    page("admin:desk-overrules", Door.HR),
    page("admin:desk-overruled", Door.HR),
    Line("admin:desk-overrules-export", Door.HR, get=NO_WAY, post=200),
    deed("admin:desk-list-save"),
    deed("admin:desk-list-change", About.LIST),
)
STANDARDS = (
    Line("admin:desk-standards", Door.HR),
    # Of no standard; for a department and the company: test_admin_side_doors.
    page("admin:desk-standard-choose", Door.LEADS, get=404, post=404),
    page("admin:desk-standard-import", Door.LEADS),
    page("admin:desk-standard-copy", Door.LEADS),
    page("admin:desk-standard", Door.HR),
    Line("admin:desk-standard-preview", Door.LEADS, get=NO_WAY, post=200),
    Line("admin:desk-standard-history", Door.HR),
    Line("admin:desk-standard-file", Door.HR),
    page("admin:desk-standard-version", Door.LEADS),
)


def of_people(model: str, about: About) -> tuple[Line, ...]:
    """The admin's pages of rows that nobody adds, changes or deletes by hand."""
    return (
        page(f"admin:{model}_changelist", Door.HR),
        page(f"admin:{model}_add", Door.HR, get=403, post=403),
        page(f"admin:{model}_change", Door.HR, about, post=403),  # to look at
        page(f"admin:{model}_delete", Door.HR, get=403, post=403),
        page(f"admin:{model}_history", Door.HR, about),
    )


# Whoever holds a personal link's key gets in by it, and nobody else whatever they may do.
BY_LINK = (
    Line("privacy", Door.ALL),
    *(
        Line(f"link-{name}", Door.NOBODY)
        for name in (
            *("home", "photo", "picture", "privacy", "consent", "copy", "erasure"),
            *("camera", "frame", "opened", "objection", "house", "check", "draft", "submit"),
        )
    ),
)
PHOTO_DAYS = (
    Line("admin:retakes-days", Door.HR),
    page("admin:retakes-day-plan", Door.HR, get=302, post=302),  # of no place: nobody waits
    Line("admin:retakes-day", Door.HR, About.PHOTO_DAY),
    Line("admin:retakes-day-brief", Door.HR, About.PHOTO_DAY),
    Line("admin:retakes-day-list", Door.HR, About.PHOTO_DAY),
    deed("admin:retakes-day-leave-out", About.PHOTO_DAY),
    deed("admin:retakes-day-call-off", About.PHOTO_DAY),
)
PRIVACY = (
    Line("admin:privacy-person-copy", Door.HR, About.PERSON),
    deed("admin:links_personlink_make", About.PERSON, post=200),
    deed("admin:links_personlink_revoke", About.PERSON),
    deed("admin:privacy_consent_record", About.PERSON),
    deed("admin:privacy_consent_withdraw", About.PERSON),
    *of_people("links_personlink", About.LINK),
    *of_people("links_erasurerequest", About.REQUEST),
    *of_people("privacy_consent", About.CONSENT),
)
RETAKES = (
    *of_people("retakes_retake", About.RETAKE),
    deed("admin:retakes_retake_do", About.RETAKE, what="pause"),
    deed("admin:retakes_retake_link", About.RETAKE, post=200),
    page("admin:retakes-ask-one", Door.HR, About.PERSON),
    Line("admin:retakes-ask", Door.HR, post=200, more=(("whom", "flagged"),)),
    Line("admin:retakes-freshness", Door.HR, post=200),
    page("admin:retakes-settings", Door.LEADS),
)
A_TEXT = (("kind", "request"), ("language", "de"))
MESSAGES = (
    *of_people("retakes_sentmessage", About.MESSAGE),
    Line("admin:message-texts", Door.LEADS),
    Line("admin:message-text", Door.LEADS, post=200, more=A_TEXT),  # neither saved nor sent
    Line("admin:message-preview", Door.LEADS, get=NO_WAY, post=200, more=A_TEXT),
    # Where no server takes mails, superusers see the folder: tests/retakes/messages.
    page("admin:mail-folder", Door.STAFF, get=404, post=404),
    Line("admin:mail-filed", Door.STAFF, get=404, post=404, more=(("name", "a.eml"),)),
)
TRAIL = (
    page("admin:audit_event_changelist", Door.LEADS),
    page("admin:audit_event_export", Door.LEADS),
    page("admin:audit_event_add", Door.LEADS, get=403, post=403),
    page("admin:audit_event_change", Door.LEADS, About.EVENT, post=403),
    page("admin:audit_event_delete", Door.LEADS, get=403, post=403),
    page("admin:audit_event_history", Door.LEADS, About.EVENT),
)
OF_KEEPERS = (
    *lists("auth_user", Door.KEEPERS, About.ACCOUNT),
    page("admin:auth_user_password_change", Door.KEEPERS, About.ACCOUNT),
    *lists("auth_group", Door.KEEPERS, About.GROUP),
    *lists("tokens_apitoken", Door.KEEPERS, About.TOKEN),
    *lists("webhooks_endpoint", Door.KEEPERS, About.ENDPOINT),
    Line("admin:webhooks_endpoint_ping", Door.KEEPERS, About.ENDPOINT, NO_WAY, 302),
    Line("admin:webhooks_endpoint_rotate", Door.KEEPERS, About.ENDPOINT, NO_WAY, 200),
    page("admin:webhooks_delivery_changelist", Door.KEEPERS),
    page("admin:webhooks_delivery_add", Door.KEEPERS, get=403, post=403),
    page("admin:webhooks_delivery_change", Door.KEEPERS, About.DELIVERY, post=403),
    page("admin:webhooks_delivery_delete", Door.KEEPERS, get=403, post=403),
    page("admin:webhooks_delivery_history", Door.KEEPERS, About.DELIVERY),
    Line("admin:webhooks_delivery_retry", Door.KEEPERS, About.DELIVERY, NO_WAY, 302),
    of_work("queue", do="pause"),
    of_work("job", post=404, do="pause"),  # there is none
    Line("admin:desk-work-confirm", Door.KEEPERS, more=(("kind", "rejudge"),)),
    of_work("begin", kind="rejudge"),
    of_work("photos-retry"),
    of_work("failures-settle", post=404),  # neither retried nor discarded
    page("admin:django_tasks_database_dbtaskresult_changelist", Door.KEEPERS),
)
TABLE = {
    line.name: line
    for line in (
        *OPEN,
        *OF_THE_STAFF,
        *OF_HR,
        *DESK,
        *STANDARDS,
        *OF_KEEPERS,
        *BY_LINK,
        *PHOTO_DAYS,
        *PRIVACY,
        *RETAKES,
        *MESSAGES,
        *TRAIL,
    )
}
# Without a name: a model's address without its page (leads on to it), and all that is no address.
NAMELESS = {"<path:object_id>/", "(?P<url>.*)$", "me/<str:key>", "me/<str:key>/<path:rest>"}
# Of tasks nobody makes, changes or removes one here; their pages are the list's in short.
LEFT_OUT = {
    f"admin:django_tasks_database_dbtaskresult_{page}"
    for page in ("add", "change", "delete", "history")
}
ON_THE_STAFF = {Role.STAFF, Role.HR, Role.LEAD, Role.SUPERUSER}
GETS_IN = {
    Door.STAFF: ON_THE_STAFF,
    Door.HR: {Role.HR, Role.LEAD, Role.SUPERUSER},
    Door.LEADS: {Role.LEAD, Role.SUPERUSER},
    Door.KEEPERS: {Role.SUPERUSER},
}
