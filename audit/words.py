"""What the trail's words mean to people, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

type Words = str | Promise


@dataclass(frozen=True, slots=True)
class Group:
    """Actions of one sort, by their word, each as "somebody ...": "approved a photo"."""

    name: str
    title: Words
    actions: dict[str, Words]


GROUPS = (
    Group(
        "looking",
        _("Looked at"),
        {
            "person.view": _("opened a person"),
            "photo.view": _("looked at a photo"),
            "photo.download": _("opened a photo in full size"),
        },
    ),
    Group(
        "deciding",
        _("Decisions about photos"),
        {
            "photo.approve": _("approved a photo"),
            "photo.approve_by_switch": _("approved a photo that passes, by a switch"),
            "photo.use_crop": _("approved a photo with its crop"),
            "photo.waive": _("waived a photo"),
            "photo.ask_retake": _("asked for a retake"),
            "photo.undo": _("took a decision back"),
            "photo.assess": _("had a photo judged again"),
            "photo.pin": _("made a photo its department's reference"),
            "photo.unpin": _("ended a department's reference photo"),
        },
    ),
    Group(
        "retakes",
        _("Retakes"),
        {
            "retake.ask": _("asked somebody for a new photo"),
            "retake.opened": _("opened a request for a new photo"),
            "retake.tried": _("had a new photo checked"),
            "retake.said": _("wrote to HR about a request for a new photo"),
            "retake.submitted": _("submitted a new photo"),
            "retake.accepted": _("accepted a new photo"),
            "retake.waived": _("decided that no new photo is needed"),
            "retake.expired": _("let a request for a new photo expire"),
            "retake.cancelled": _("cancelled a request for a new photo"),
            "retake.pause": _("paused a request for a new photo"),
            "retake.resume": _("let a request for a new photo go on"),
            "retake.remind": _("had somebody reminded of a new photo"),
            "retake_settings.change": _("changed how retakes go"),
            "message.send": _("sent a message about a photo"),
            "message.again": _("had a message sent again"),
            "message.test": _("sent themselves a message as a test"),
            "message.change": _("changed a message's text"),
            "message.reset": _("went back to the shipped text of a message"),
            "mail.view": _("read a mail in the folder"),
            "photo_day.plan": _("planned a photo day"),
            "photo_day.leave_out": _("took people off a photo day"),
            "photo_day.call_off": _("called a photo day off"),
            "photo_day.list": _("downloaded the list of a photo day"),
        },
    ),
    Group(
        "coming_in",
        _("Uploads and imports"),
        {
            "photo.upload": _("uploaded a photo"),
            "photo.bring_back": _("uploaded an earlier photo again"),
            "people.import": _("imported people"),
            "photo_import.begin": _("began to bring in photos"),
            "photo_import.remove": _("took a file out of an import"),
            "photo_import.match": _("matched photos to people"),
            "photo_import.decide": _("decided whose photos they are"),
            "photo_import.start": _("started to take in photos"),
            "photo_import.finish": _("finished taking in photos"),
            "photo_import.cancel": _("cancelled an import of photos"),
        },
    ),
    Group(
        "going_out",
        _("Exports"),
        {
            "list.export": _("exported a list"),
            "photos.export": _("exported photos"),
            "sheet.export": _("exported a contact sheet"),
            "labels.export": _("exported decisions as labels"),
            "photo_import.report": _("downloaded an import's report"),
            "standard.export": _("exported a standard"),
        },
    ),
    Group(
        "changing",
        _("Changes"),
        {
            "person.add": _("added a person"),
            "person.change": _("changed a person"),
            "person.delete": _("deleted a person"),
            "photo.delete": _("deleted a photo"),
            "department.add": _("added a department"),
            "department.change": _("changed a department"),
            "department.delete": _("deleted a department"),
            "standard.create": _("created a standard"),
            "standard.change": _("changed a standard"),
            "standard.choose": _("chose a standard"),
            "photos.rejudge": _("had photos judged anew"),
            "job.begin": _("began a long job"),
            "job.pause": _("paused a long job"),
            "job.resume": _("let a long job go on"),
            "job.cancel": _("cancelled a long job"),
            "work.pause": _("paused background work"),
            "work.resume": _("let background work go on"),
            "work.retry": _("had failed work tried again"),
            "work.discard": _("discarded failed work"),
            "photos.retry": _("had failed photos measured again"),
            "prices.change": _("changed prices"),
            "saved_list.save": _("saved a list's filters"),
            "saved_list.change": _("changed a saved list"),
            "saved_list.delete": _("deleted a saved list"),
        },
    ),
    Group(
        "access",
        _("Accounts and access"),
        {
            "user.add": _("added a user"),
            "user.change": _("changed a user"),
            "user.delete": _("deleted a user"),
            "group.add": _("added a group"),
            "group.change": _("changed a group"),
            "group.delete": _("deleted a group"),
            "token.add": _("made an API token"),
            "token.change": _("changed an API token"),
            "token.revoke": _("revoked an API token"),
            "token.delete": _("deleted an API token"),
            "endpoint.add": _("made a webhook"),
            "endpoint.change": _("changed a webhook"),
            "endpoint.delete": _("deleted a webhook"),
            "endpoint.rotate": _("made a new secret for a webhook"),
            "endpoint.test": _("tried a webhook"),
            "endpoint.switch_off": _("had a webhook switched off after days of failures"),
            "delivery.retry": _("had a webhook's event sent again"),
            "login": _("logged in"),
            "login.failed": _("failed to log in"),
            "login.throttled": _("failed so often that they must wait"),
            "login.unlock": _("let somebody try to log in again"),
            "logout": _("logged out"),
            "session.ended": _("had a session ended"),
            "sso.login": _("logged in by single sign-on"),
            "sso.failed": _("failed to log in by single sign-on"),
            "sso.groups": _("was given groups by single sign-on"),
            "sso.link": _("tied an account to single sign-on"),
            "sso.unlink": _("untied an account from single sign-on"),
            "link.create": _("made a personal link"),
            "link.revoke": _("revoked a personal link"),
            "link.use": _("used a personal link"),
        },
    ),
    Group(
        "privacy",
        _("Privacy and upkeep"),
        {
            "person.erase": _("erased a person"),
            "photo.erase": _("erased a photo"),
            "erasure.ask": _("asked to be erased"),
            "erasure.take_back": _("no longer asks to be erased"),
            "consent.give": _("gave consent"),
            "consent.withdraw": _("withdrew consent"),
            "purge.leavers": _("removed who had left long enough ago"),
            "purge.superseded": _("removed photos replaced long enough ago"),
            "purge.refused": _("removed refused and forgotten files"),
            "purge.imports": _("removed old imports"),
            "purge.lists": _("removed staff lists never imported"),
            "purge.mails": _("removed old mails from the folder"),
            "purge.messages": _("removed the record of old background work"),
            "purge.webhooks": _("removed the record of old webhook events"),
            "purge.outcomes": _("removed outcomes of old decisions"),
            "purge.sessions": _("removed logins that were over"),
            "person.export": _("exported all about a person"),
            "site.restore": _("brought a backup back"),
            "trail.trim": _("removed old events of this trail"),
        },
    ),
)
PHRASES = {action: words for group in GROUPS for action, words in group.actions.items()}
ANYTHING: dict[str, Words] = {
    "add": _("added: %(thing)s"),
    "change": _("changed: %(thing)s"),
    "delete": _("deleted: %(thing)s"),
}
NUMBERED = (_("version"), _("standard"), _("photo"))  # for state_words
DOORS: dict[str, Words] = {
    "admin": _("admin pages"),
    "api": _("API"),
    "link": _("personal link"),
    "command": _("command line"),
    "worker": _("background work"),
}


def phrase_of(action: str, kind: str = "") -> str:
    """What somebody did, in plain words; of the rarer records, what kind they are."""
    if action in PHRASES:
        return str(PHRASES[action])
    noun, _dot, verb = action.partition(".")
    if verb not in ANYTHING:
        return action.replace(".", ": ").replace("_", " ")
    model = model_of(kind)
    thing = str(model._meta.verbose_name) if model else noun
    return str(ANYTHING[verb]) % {"thing": thing}


def actions_meaning(words: str) -> list[str]:
    """The actions whose word or phrase contains what somebody searches for."""
    wanted = words.casefold()
    return [
        action
        for action, phrase in PHRASES.items()
        if wanted in action or wanted in str(phrase).casefold()
    ]


def door_words(door: str) -> str:
    """By which door, in plain words."""
    return str(DOORS.get(door, door))


def field_words(field: str, kind: str) -> str:
    """A field's name as its form says it; what was given (+) or taken (-) in it stays behind."""
    name, _space, given = field.partition(" ")
    model = model_of(kind)
    try:
        label = str(model._meta.get_field(name).verbose_name) if model else ""  # type: ignore[union-attr]
    except (FieldDoesNotExist, AttributeError):
        label = ""
    return f"{label or state_words(name)} {given}".strip()


def state_words(word: str) -> str:
    """A state or another word of ours, as people read it, with its number if it has one."""
    plain = word.replace("_", " ")
    name, _space, number = plain.rpartition(" ")
    if name and number.isdecimal():
        return f"{gettext(name)} {number}"
    return gettext(plain) if plain else ""


def model_of(kind: str) -> type[Model] | None:
    """The model of a kind ("photos.photo"), None for one that is no more."""
    app, _dot, name = kind.partition(".")
    try:
        return apps.get_model(app, name) if name else None
    except LookupError:
        return None
