"""Consents as HR sees and records them."""

from __future__ import annotations

from collections.abc import Callable
from typing import override

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from links.admin.of_people import OfPeople, need, person_of
from privacy import consent
from privacy.models import Consent


@admin.register(Consent)
class ConsentAdmin(OfPeople):
    """Who agreed to the comparison of faces, when and how; also those who took it back."""

    list_display = ["who", "given_at", "given_by", "form_note", "withdrawn_at"]
    list_filter = ["given_by"]
    empty_hint = _(
        "People agree to the comparison of faces on their own pages, or on paper, "
        "which you record on the person's page."
    )

    @override
    def deeds(self) -> dict[str, Callable[..., HttpResponse]]:
        return {"record": self.record_view, "withdraw": self.withdraw_view}

    def record_view(self, request: HttpRequest, person_id: int) -> HttpResponse:
        """Record a form that the person signed."""
        user = need(request, "privacy.add_consent")
        person = person_of(request, person_id)
        try:
            consent.give_by_form(person, user, request.POST.get("form_note", ""))
        except consent.NoProof:
            told = gettext("Please say where the signed form is kept.")
            self.message_user(request, told, messages.ERROR)
        else:
            self.message_user(request, gettext("The consent is recorded."), messages.SUCCESS)
        return redirect("admin:directory_person_change", person.pk)

    def withdraw_view(self, request: HttpRequest, person_id: int) -> HttpResponse:
        """Record that the person took it back."""
        need(request, "privacy.change_consent")
        person = person_of(request, person_id)
        consent.withdraw(person)
        told = gettext("The consent has ended; descriptions of the face are deleted.")
        self.message_user(request, told, messages.SUCCESS)
        return redirect("admin:directory_person_change", person.pk)
