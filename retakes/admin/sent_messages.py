"""The log of messages: to whom which went, and which could not be sent."""

from __future__ import annotations

from typing import Any, override

from django.contrib import admin, messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import display

from links.admin.of_people import OfPeople
from links.making import key_of
from photos.admin.cells import two_lines
from photos.labels import label
from retakes.messages.again import send_again
from retakes.messages.pages.words import LANGUAGE_NAMES
from retakes.messages.rows import SentMessage

State = SentMessage.State
COLOURS = {
    State.SENT.value: "good",
    State.FAILED.value: "poor",
    State.UNSURE.value: "fair",
    State.RETRYING.value: "fair",
}


@admin.register(SentMessage)
class SentMessageAdmin(OfPeople):
    """Messages, newest first. The link that a message held is not stored."""

    list_display = ["who", "kind_and_language", "how_it_went", "begun_at", "address"]
    list_select_related = ["retake__person"]
    list_filter = ["state", "kind", "language"]
    search_fields = ["retake__person__search"]
    actions = ["send_chosen_again"]
    empty_hint = _("They go by themselves when somebody is asked for a photo.")

    @override
    def person_key_of(self, row: SentMessage) -> str:
        return key_of(row.retake.person_id)

    @override
    @display(description=_("Person"), ordering="retake__person__last_name")
    def who(self, row: SentMessage) -> SafeString:
        """The person's name, leading to their page."""
        person = row.retake.person
        address = reverse("admin:directory_person_change", args=[person.pk])
        return format_html('<a class="sf-link" href="{}">{}</a>', address, person.full_name)

    @display(description=_("Message"), ordering="kind")
    def kind_and_language(self, row: SentMessage) -> SafeString:
        """What it was for, and in which language."""
        return two_lines(
            capfirst(row.get_kind_display()), LANGUAGE_NAMES.get(row.language, row.language)
        )

    @display(description=_("State"), ordering="state")
    def how_it_went(self, row: SentMessage) -> SafeString:
        """Whether it went; of a fault, the class and the server's number."""
        shown = label(row.get_state_display(), COLOURS.get(row.state, "quiet"))
        return format_html("{} <span class='sf-quiet'>{}</span>", shown, row.error or "")

    @admin.action(description=_("Send again"), permissions=["again"])
    def send_chosen_again(self, request: HttpRequest, rows: Any) -> None:
        """Let those go again that could not be sent, where they are still needed."""
        sent = send_again(rows)
        told = ngettext("%(count)s goes again.", "%(count)s go again.", sent) % {"count": sent}
        self.message_user(request, told, messages.SUCCESS if sent else messages.WARNING)

    def has_again_permission(self, request: HttpRequest) -> bool:
        """Whoever may change requests."""
        return bool(request.user.has_perm("retakes.change_retake"))
