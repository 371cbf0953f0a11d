"""Personal links and requests for erasure, as HR sees them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, override

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from links.admin.of_people import OfPeople, need, person_of
from links.making import make_link, revoke
from links.models import ErasureRequest, PersonLink


@admin.register(PersonLink)
class PersonLinkAdmin(OfPeople):
    """Links by person. The key itself is not stored and can't be shown again."""

    list_display = ["who", "created_at", "created_by", "state", "uploads"]
    list_select_related = ["person", "created_by"]
    actions = ["revoke_chosen"]
    empty_hint = _("Make one on a person's page.")

    @display(description=_("State"))
    def state(self, link: PersonLink) -> str:
        """What the link still opens."""
        return render_to_string("links/admin/state.html", {"link": link}).strip()

    @admin.action(description=_("Revoke at once"), permissions=["change"])
    def revoke_chosen(self, request: HttpRequest, links: Any) -> None:
        """End the chosen links now."""
        ended = revoke(links)
        told = ngettext("%(count)s revoked.", "%(count)s revoked.", ended) % {"count": ended}
        self.message_user(request, told, messages.SUCCESS)

    @override
    def deeds(self) -> dict[str, Callable[..., HttpResponse]]:
        return {"make": self.make_view, "revoke": self.revoke_view}

    def make_view(self, request: HttpRequest, person_id: int) -> HttpResponse:
        """Show the new link in this very answer: neither a message nor a session ever holds it."""
        maker = need(request, "links.add_personlink")
        person = person_of(request, person_id)
        made = make_link(person, maker)
        context = self.admin_site.each_context(request) | {
            "title": gettext("Personal link"),
            "opts": self.opts,
            "person": person,
            "link": made.row,
            "address": made.address,
        }
        return TemplateResponse(request, "links/admin/made.html", context)

    def revoke_view(self, request: HttpRequest, person_id: int) -> HttpResponse:
        """End the person's open link."""
        need(request, "links.change_personlink")
        person = person_of(request, person_id)
        revoke(PersonLink.objects.filter(person=person.pk))
        self.message_user(request, gettext("The link is revoked."), messages.SUCCESS)
        return redirect("admin:directory_person_change", person.pk)


@admin.register(ErasureRequest)
class ErasureRequestAdmin(OfPeople):
    """Who asks to be erased; erasing the person answers it."""

    list_display = ["who", "asked_at"]
    empty_hint = _("People ask for it on their own pages, behind a personal link.")
