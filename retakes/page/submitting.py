"""The draft becomes the person's new photo, with what they say of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext

from directory.models import Person
from links.making import use_up
from links.models import PersonLink
from links.pages import SENDING, personal
from photos.intake import Received, Upload, receive_measured
from photos.labels import spoken
from photos.models import Photo
from photos.quality.analysis import Analysis
from photos.quality.limits import UnreadablePhoto
from photos.quality.verdict import Outcome
from retakes import states
from retakes.asking import Wish, ask
from retakes.draft_rows import Draft
from retakes.models import Retake
from retakes.page import drafts
from retakes.page.checking import check_page, draft_of
from retakes.page.found import found_of
from retakes.page.home import shown
from retakes.page.notes import note_in
from retakes.page.opened_link import open_retake

AS_IT_IS, WITH_CROP = "plain", "crop"
KINDS = {"person": Retake.NoteKind.REFUSED, "not_right": Retake.NoteKind.NOT_RIGHT}


@dataclass(frozen=True, slots=True)
class Said:
    """What the person says of the photo they submit."""

    note: str = ""
    kind: Retake.NoteKind = Retake.NoteKind.NONE
    takes_crop: bool = False


@personal(SENDING)
def submit(request: HttpRequest, link: PersonLink, key: str) -> HttpResponseBase:
    """Submit the draft; this alone uses the link up. Twice is as once."""
    draft = draft_of(link)
    if draft is None:
        return redirect("link-home", key)
    if request.POST.get("draft") != str(draft.pk):  # of a page that is older than the draft
        return redirect("link-check", key)
    said = said_in(request, draft)
    if said is None:
        return redirect("link-check", key)
    if said.kind and not said.note:
        problem = gettext("Please write a sentence or two first.")
        return check_page(request, key, draft, problem=problem, asked=request.POST["how"])
    try:
        if drafts.finish(draft) is None:
            return redirect("link-check", key)
        hand_in(draft, said)
    except UnreadablePhoto as refusal:
        return shown(request, link, key, refusal=spoken(refusal.message))
    return redirect("link-home", key)


def said_in(request: HttpRequest, draft: Draft) -> Said | None:
    """What the form says, None where the draft may not go that way."""
    found, how = found_of(draft, open_retake(draft.person)), request.POST.get("how", "")
    if how in {AS_IT_IS, WITH_CROP}:
        takes_crop = how == WITH_CROP
        may = found.may_submit and (not takes_crop or found.outcome == Outcome.FIX)
        return Said(takes_crop=takes_crop) if may else None
    if how not in KINDS or found.may_submit:
        return None
    may = how != "person" or found.may_send_to_person
    return Said(note_in(request), KINDS[how]) if may else None


@transaction.atomic
def hand_in(draft: Draft, said: Said) -> None:
    """Make the draft, which is finished, a photo of its person. Raises UnreadablePhoto."""
    person = Person.objects.select_for_update().get(pk=draft.person_id)
    link = PersonLink.objects.select_for_update().get(pk=draft.link_id)
    mine = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if mine is None or link.used_at:
        return  # sent twice at once
    retake = open_retake(person)
    if retake is None and said.note:  # a note is read where requests are
        retake = ask(person, None, Wish(Retake.Cause.WISH)).retake
    if retake:
        states.said(retake, said.note, said.kind, crop_accepted=said.takes_crop)
    upload = Upload(mine.original_name, Photo.Source.LINK, uploaded_by=None)
    received = receive_measured(
        person, mine.sha256, upload, drafts.picture_of(mine), Analysis.from_json(mine.analysis)
    )
    _let_go(mine, received)
    use_up(link)


def _let_go(draft: Draft, received: Received) -> None:
    """The drafts of the person end; the files of a new photo stay."""
    others = Draft.objects.filter(person=draft.person_id)
    if received.is_new:
        draft.delete()
    drafts.discard(list(others))
