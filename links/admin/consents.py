"""Consents as HR sees and records them."""

from __future__ import annotations

from typing import override

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

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
    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                f"of/<int:person_id>/{name}/",
                self.admin_site.admin_view(require_POST(view)),
                name=f"privacy_consent_{name}",
            )
            for name, view in (("record", self.record_view), ("withdraw", self.withdraw_view))
        ]
        urls: list[URLPattern] = super().get_urls()
        return [*own, *urls]

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
