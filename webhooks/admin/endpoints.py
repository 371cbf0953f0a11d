"""Endpoints: made here with a secret that is shown once, tried, and watched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, override
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from audit.trail import record
from webhooks.admin.forms import EndpointForm
from webhooks.admin.owned import Owned
from webhooks.kinds import PING, Kind
from webhooks.models import Delivery, Endpoint
from webhooks.outbox import put_down, rows_of
from webhooks.standing import give_up_all

OWN = ["name", "address", "events", "departments"]
RECENT = 10  # deliveries on the endpoint's page


@admin.register(Endpoint)
class EndpointAdmin(Owned):
    """Endpoints by name, each in somebody's name."""

    list_display = ["name", "host", "told_of", "people_of", "user", "state"]
    list_select_related = ["user"]
    search_fields = ["name", "address"]
    change_form_outer_before_template = "webhooks/endpoint_state.html"
    change_form_outer_after_template = "webhooks/endpoint.html"
    empty_hint = _("An intranet or another system is told of new photos by one.")

    @display(description=_("Host"), ordering="address")
    def host(self, endpoint: Endpoint) -> str:
        """Where it is."""
        return urlsplit(endpoint.address).netloc

    @display(description=_("Events"))
    def told_of(self, endpoint: Endpoint) -> str:
        """What it is told of, in the words that it gets."""
        everything = set(endpoint.events) >= set(Kind)
        return gettext("all") if everything else ", ".join(endpoint.events)

    @display(description=_("People of"))
    def people_of(self, endpoint: Endpoint) -> str:
        """The departments that bind it."""
        names = [department.name for department in endpoint.departments.all()]
        if endpoint.is_bound or names:
            return ", ".join(names) or gettext("no department any more")
        return gettext("its user's")

    @display(description=_("State"))
    def state(self, endpoint: Endpoint) -> SafeString:
        """Whether it gets through; colours as in admin.css."""
        if endpoint.switched_off_at:
            words, colour = _("switched off: it failed for days"), "poor"
        elif not endpoint.is_active:
            words, colour = _("switched off"), "quiet"
        elif endpoint.failing_since:
            words, colour = _("failing"), "fair"
        else:
            words, colour = _("on"), "good"
        return format_html('<span class="sf-label sf-label-{}">{}</span>', colour, capfirst(words))

    @override
    def deeds(self) -> dict[str, Callable[..., HttpResponse]]:
        return {"ping": self.ping_view, "rotate": self.rotate_view}

    def ping_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send a test: an event of the kind "ping" about nobody."""
        endpoint = self._to_change(request, pk)
        if endpoint.is_active:
            with transaction.atomic():
                put_down(rows_of([endpoint], PING, {}))
                record("endpoint.test", kind="webhooks.endpoint", key=pk)
            told, level = gettext("A test is on its way: see below."), messages.SUCCESS
        else:
            told, level = gettext("It is switched off: nothing is sent."), messages.WARNING
        self.message_user(request, told, level)
        return redirect("admin:webhooks_endpoint_change", pk)

    def rotate_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make a new secret and show it in this very answer; the old one signs nothing more."""
        endpoint = self._to_change(request, pk)
        with transaction.atomic():
            secret = endpoint.set_new_secret()
            endpoint.save(update_fields=["sealed_secret"])
            record("endpoint.rotate", kind="webhooks.endpoint", key=pk)
        return self._shown(request, endpoint, secret)

    @override
    def response_add(
        self, request: HttpRequest, obj: Endpoint, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Show the secret in this very answer: neither a message nor a session ever holds it."""
        secret = obj.set_new_secret()
        obj.save(update_fields=["sealed_secret"])
        return self._shown(request, obj, secret)

    def _shown(self, request: HttpRequest, endpoint: Endpoint, secret: str) -> HttpResponse:
        context = self.admin_site.each_context(request) | {
            "title": gettext("Secret of a webhook"),
            "opts": self.opts,
            "endpoint": endpoint,
            "secret": secret,
        }
        return TemplateResponse(request, "webhooks/secret.html", context)

    def _to_change(self, request: HttpRequest, pk: int) -> Endpoint:
        """One that the user may change. Raises PermissionDenied, Http404."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        endpoint: Endpoint = get_object_or_404(self.get_queryset(request), pk=pk)
        return endpoint

    @override
    def save_model(
        self, request: HttpRequest, obj: Endpoint, form: forms.ModelForm[Endpoint], change: bool
    ) -> None:
        if not change:
            if not request.user.is_superuser:
                obj.user = request.user  # type: ignore[assignment]
            obj.set_new_secret()  # nobody sees this one: response_add shows the next
        if "departments" in form.changed_data:
            obj.is_bound = bool(form.cleaned_data["departments"])
        if "is_active" in form.changed_data:
            obj.failing_since = obj.quiet_until = obj.switched_off_at = None
        super().save_model(request, obj, form, change)
        if not obj.is_active:
            give_up_all(obj, timezone.now())

    @override
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        more = dict(extra_context or {})
        if object_id and object_id.isdecimal():
            found = self.get_queryset(request).filter(pk=object_id).first()
            more["recent"] = found.deliveries.all()[:RECENT] if found else ()
            more["endpoint"] = found
        answer: HttpResponse = super().changeform_view(request, object_id, form_url, more)
        return answer

    @override
    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[Any, int], set[str], list[Any]]:
        """What was told goes along, though nobody deletes it by itself; it is only counted."""
        _listed, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        needed = perms_needed - {Delivery._meta.verbose_name}
        return [str(one) for one in objs], counts, needed, protected

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[Endpoint]:
        endpoints: QuerySet[Endpoint] = super().get_queryset(request)
        return endpoints.prefetch_related("departments")

    @override
    def get_form(
        self, request: HttpRequest, obj: Endpoint | None = None, change: bool = False, **kw: Any
    ) -> type[forms.ModelForm[Endpoint]]:
        form: type[EndpointForm] = super().get_form(
            request, obj, change, **{**kw, "form": EndpointForm}
        )
        form.maker = request.user
        return form

    @override
    def get_fields(self, request: HttpRequest, obj: Endpoint | None = None) -> list[str]:
        # Nobody but a superuser lets others be told in somebody else's name.
        own = [*OWN, "user"] if obj or request.user.is_superuser else OWN
        return [*own, "is_active"] if obj else own

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: Endpoint | None = None) -> list[str]:
        return [] if request.user.is_superuser else ["user"]

    @override
    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField[User]:
        if db_field.name == "user":
            kwargs["initial"] = request.user.pk
            kwargs["queryset"] = User.objects.filter(is_active=True)
        field: forms.ModelChoiceField[User] = super().formfield_for_foreignkey(
            db_field, request, **kwargs
        )
        return field

    @override
    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelMultipleChoiceField[Any]:
        kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget()
        field: forms.ModelMultipleChoiceField[Any] = super().formfield_for_manytomany(
            db_field, request, **kwargs
        )
        return field
