"""The log: what was told to which endpoint, how often it was tried, and what came back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, override

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from webhooks.admin.owned import Owned
from webhooks.models import Delivery
from webhooks.retrying import retry

State = Delivery.State
COLOURS = {
    State.WAITING: "info",
    State.DELIVERED: "good",
    State.FAILED: "fair",
    State.GIVEN_UP: "poor",
}
MAY_RETRY = "webhooks.change_endpoint"


@admin.register(Delivery)
class DeliveryAdmin(Owned):
    """Deliveries, newest first. Nothing of them is changed by hand but to send one again."""

    list_display = ["kind", "endpoint", "created_at", "state_label", "attempts", "came_of_it"]
    list_select_related = ["endpoint"]
    list_filter = ["state", "kind", "endpoint"]
    search_fields = ["uid", "event_id", "body"]
    search_help_text = _("Delivery, event or employee id")
    empty_hint = _("What webhooks have sent is listed here.")
    actions = None
    change_form_outer_after_template = "webhooks/delivery.html"
    fields = [
        *("kind", "endpoint", "uid", "event_id", "body", "state", "attempts", "came_of_it"),
        *("took_ms", "created_at", "due_at", "finished_at"),
    ]

    @display(description=_("State"), ordering="state")
    def state_label(self, delivery: Delivery) -> SafeString:
        """How it stands."""
        return format_html(
            '<span class="sf-label sf-label-{}">{}</span>',
            COLOURS[State(delivery.state)],
            capfirst(delivery.get_state_display()),
        )

    @display(description=_("Answer"))
    def came_of_it(self, delivery: Delivery) -> str:
        """What the last attempt brought."""
        return delivery.outcome

    @override
    def deeds(self) -> dict[str, Callable[..., HttpResponse]]:
        return {"retry": self.retry_view}

    def retry_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Try it again now, with all its attempts."""
        if not request.user.has_perm(MAY_RETRY):
            raise PermissionDenied
        delivery: Delivery = get_object_or_404(self.get_queryset(request), pk=pk)
        if retry(delivery):
            self.message_user(request, gettext("It is being sent again."), messages.SUCCESS)
        else:
            told = gettext("Not sent again: it was delivered, or its endpoint is switched off.")
            self.message_user(request, told, messages.WARNING)
        return redirect("admin:webhooks_delivery_change", pk)

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @override
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
