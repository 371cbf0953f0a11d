"""The texts of messages: what there is, and each with its preview beside it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from access.limits import count
from audit.trail import record
from desk.pages import for_leads, framed, needs
from retakes.messages.kinds import Kind
from retakes.messages.mails import Mail, made_of
from retakes.messages.pages.folder import is_folder
from retakes.messages.pages.forms import TextForm
from retakes.messages.pages.framed import framed_html
from retakes.messages.pages.words import LANGUAGE_NAMES, PLACEHOLDER_WORDS, WHEN
from retakes.messages.placeholders import names_for
from retakes.messages.rows import MessageTemplate
from retakes.messages.sending import FAULTS, deliver, described
from retakes.messages.texts import Text, shipped, text_for
from retakes.messages.values import sample_values

MAY_CHANGE = "retakes.change_messagetemplate"
KIND = "retakes.messagetemplate"


@needs(MAY_CHANGE)
@for_leads
@require_safe
def all_texts(request: HttpRequest) -> HttpResponseBase:
    """Every message with its languages, and whose text each is."""
    own = {(one.kind, one.language): one for one in MessageTemplate.objects.all()}
    told = [
        {
            "kind": kind,
            "when": WHEN[kind],
            "languages": [
                {"code": code, "name": name, "own": own.get((kind.value, code))}
                for code, name in settings.LANGUAGES
            ],
        }
        for kind in Kind
    ]
    return framed(
        request,
        "retakes/messages/texts.html",
        _("Messages"),
        told=told,
        shows_folder=is_folder() and request.user.is_superuser,
    )


@needs(MAY_CHANGE)
@for_leads
def edit(request: HttpRequest, kind: str, language: str) -> HttpResponseBase:
    """One text: written, tried, saved, or given up for the shipped one."""
    known(kind, language)
    own = MessageTemplate.objects.filter(kind=kind, language=language).first()
    text = text_for(kind, language)
    deed = request.POST.get("do", "") if request.method == "POST" else ""
    if deed == "reset":
        reset(request, own)
        return redirect(request.path)
    form = TextForm(kind, request.POST if deed else None, initial=text._asdict())
    if deed and form.is_valid():
        if deed == "save" and not _is_stale(request, form, own):
            save(request, Text(*form.text), kind, language)
            return redirect(request.path)
        if deed == "test":
            send_test(request, preview_of(form.text, language))
    shown = form.text if deed and form.is_valid() else text
    return framed(
        request,
        "retakes/messages/edit.html",
        str(capfirst(Kind(kind).label)),
        form=form,
        own=own,
        seen=version_of(own),
        kind=Kind(kind),
        when=WHEN[Kind(kind)],
        language=language,
        languages=settings.LANGUAGES,
        language_name=LANGUAGE_NAMES[language],
        placeholders=[(f"{{{name}}}", PLACEHOLDER_WORDS[name]) for name in names_for(kind)],
        **shown_mail(preview_of(shown, language)),
    )


@needs(MAY_CHANGE)
@for_leads
@require_POST
def preview(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """How the mail looks with what is just written, for the page's script."""
    known(kind, language)
    form = TextForm(kind, request.POST)
    if not form.is_valid():
        return render(request, "retakes/messages/faults.html", {"form": form})
    shown = shown_mail(preview_of(form.text, language))
    return render(request, "retakes/messages/preview.html", shown)


def known(kind: str, language: str) -> None:
    """Raises Http404 for a message that there is not."""
    if kind not in Kind or language not in LANGUAGE_NAMES:
        raise Http404


def preview_of(text: Text, language: str) -> Mail:
    """The mail as somebody of the demo team would get it."""
    return made_of(text, sample_values(language), language)


def shown_mail(mail: Mail) -> dict[str, Any]:
    """What the preview's template needs."""
    return {"mail": mail, "mail_html": framed_html(mail.html)}


def version_of(own: MessageTemplate | None) -> str:
    """Changes with each saving; "" for the shipped text."""
    return own.changed_at.isoformat() if own else ""


def _is_stale(request: HttpRequest, form: TextForm, own: MessageTemplate | None) -> bool:
    if request.POST.get("seen", "") == version_of(own):
        return False
    form.add_error(None, _("Somebody changed this text meanwhile: look at it in another tab."))
    return True


@transaction.atomic
def save(request: HttpRequest, text: Text, kind: str, language: str) -> None:
    """Keep HR's text; one that says what the shipped one says needs no row."""
    rows = MessageTemplate.objects.filter(kind=kind, language=language)
    if text == shipped(kind, language):
        rows.delete()
    else:
        columns = {**text._asdict(), "changed_by": request.user}
        MessageTemplate.objects.update_or_create(kind=kind, language=language, defaults=columns)
    record("message.change", kind=KIND, after=f"{kind} {language}")
    messages.success(request, _("The text is saved: the next messages are sent with it."))


@transaction.atomic
def reset(request: HttpRequest, own: MessageTemplate | None) -> None:
    """Go back to the shipped text."""
    if own:
        record("message.reset", kind=KIND, after=f"{own.kind} {own.language}")
        own.delete()
    messages.success(request, _("The shipped text is sent again."))


def send_test(request: HttpRequest, mail: Mail) -> None:
    """Send the mail with the demo person's values to whoever writes it."""
    user = request.user
    if not (isinstance(user, User) and user.email):
        told = _("Your account has no e-mail address: somebody who keeps accounts can add it.")
        messages.error(request, told)
        return
    count(request, "test_mail")
    try:
        deliver(mail, user.email)
    except FAULTS as fault:
        told = _("The mail server did not take it: %(fault)s") % {"fault": described(fault)}
        messages.error(request, told)
        return
    record("message.test", kind=KIND)
    messages.success(request, _("Sent to %(address)s.") % {"address": user.email})
