"""API tokens: made here, shown once, revoked at once."""

from datetime import timedelta
from typing import Any, ClassVar, override

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminSelectWidget

from audit.trail import record
from directory.models import Department
from tokens.granting import refusals
from tokens.models import LONGEST_LIFE, ApiToken

LIVES = [30, 90, 180, LONGEST_LIFE.days]  # days
FIXED = ["scope", "people_of", "user", "created_at", "expires_at", "revoked_at"]  # once made
VALID, EXPIRED, REVOKED = _("valid"), _("expired"), _("revoked")


def lives() -> list[tuple[int, str]]:
    """How long a token may live, to choose from."""
    return [(days, gettext("%(days)s days") % {"days": days}) for days in LIVES]


class NewTokenForm(forms.ModelForm[ApiToken]):
    """Where the token is used, what it opens and how long; `maker` is who fills it in."""

    maker: ClassVar[Any] = None

    days = forms.TypedChoiceField(
        label=_("Valid for"),
        coerce=int,
        choices=lives,
        initial=LIVES[1],
        widget=UnfoldAdminSelectWidget,
        help_text=_("A token lives a year at most; make a new one before it ends."),
    )

    class Meta:
        model = ApiToken
        fields = ["name", "scope", "departments", "user"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = self.fields["departments"]
        departments.queryset = Department.objects.for_user(self.maker)  # type: ignore[attr-defined]
        departments.widget.can_add_related = False

    @override
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        scope, user = cleaned.get("scope"), cleaned.get("user", self.maker)
        departments = cleaned.get("departments")
        if scope is None or user is None or departments is None:
            return cleaned
        for field, refusal in refusals(scope, user, list(departments), self.maker):
            self.add_error(field, refusal)
        return cleaned


@admin.register(ApiToken)
class ApiTokenAdmin(ModelAdmin):
    """Tokens by name. The key itself is not stored and can't be shown again."""

    list_display = [
        "name",
        "scope_words",
        "people_of",
        "user",
        "created_at",
        "expires_at",
        "state",
    ]
    list_select_related = ["user"]
    list_filter = ["scope"]
    list_per_page = 50
    search_fields = ["name", "user__username"]
    actions = ["revoke"]

    @display(description=_("Opens"), ordering="scope")
    def scope_words(self, token: ApiToken) -> str:
        """What the token opens."""
        return token.get_scope_display()

    @display(description=_("People of"))
    def people_of(self, token: ApiToken) -> str:
        """The departments that bind the token."""
        names = [department.name for department in token.departments.all()]
        if token.is_bound or names:
            return ", ".join(names) or gettext("no department any more")
        return gettext("its user's") if token.sees_verdicts else gettext("the whole company")

    @display(description=_("State"))
    def state(self, token: ApiToken) -> SafeString:
        """Whether it opens anything now."""
        if token.revoked_at:
            words, colour = REVOKED, "poor"  # colours as in admin.css
        else:
            words, colour = (VALID, "good") if token.is_valid else (EXPIRED, "fair")
        return format_html('<span class="sf-label sf-label-{}">{}</span>', colour, capfirst(words))

    @admin.action(description=_("Revoke at once"), permissions=["change"])
    def revoke(self, request: HttpRequest, tokens: QuerySet[ApiToken]) -> None:
        """End the chosen tokens now."""
        with transaction.atomic():
            valid = list(
                tokens.filter(revoked_at=None).select_for_update().values_list("pk", flat=True)
            )
            ended = ApiToken.objects.filter(pk__in=valid).update(revoked_at=timezone.now())
            for key in valid:
                record("token.revoke", kind="tokens.apitoken", key=key)
        told = ngettext("%(count)s revoked.", "%(count)s revoked.", ended) % {"count": ended}
        self.message_user(request, told, messages.SUCCESS)

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiToken]:
        tokens: QuerySet[ApiToken] = super().get_queryset(request).prefetch_related("departments")
        return tokens if request.user.is_superuser else tokens.filter(user=request.user.pk)

    @override
    def get_form(
        self, request: HttpRequest, obj: ApiToken | None = None, change: bool = False, **kw: Any
    ) -> type[forms.ModelForm[ApiToken]]:
        if change:
            unchanged: type[forms.ModelForm[ApiToken]] = super().get_form(
                request, obj, change, **kw
            )
            return unchanged
        form: type[NewTokenForm] = super().get_form(
            request, obj, change, **{**kw, "form": NewTokenForm}
        )
        form.maker = request.user
        return form

    @override
    def get_fields(self, request: HttpRequest, obj: ApiToken | None = None) -> list[str]:
        if obj is not None:
            return ["name", *FIXED]
        # Nobody but a superuser makes a token that acts in somebody else's name.
        own = ["name", "scope", "departments", "days"]
        return [*own, "user"] if request.user.is_superuser else own

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: ApiToken | None = None) -> list[str]:
        return FIXED if obj else []

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
    ) -> forms.ModelMultipleChoiceField[Department]:
        kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget()
        field: forms.ModelMultipleChoiceField[Department] = super().formfield_for_manytomany(
            db_field, request, **kwargs
        )
        return field

    @override
    def save_model(
        self, request: HttpRequest, obj: ApiToken, form: forms.ModelForm[ApiToken], change: bool
    ) -> None:
        if not change:
            obj.expires_at = timezone.now() + timedelta(days=form.cleaned_data["days"])
            if not request.user.is_superuser:
                obj.user = request.user  # type: ignore[assignment]
            obj.is_bound = bool(form.cleaned_data["departments"])
            obj.set_new_key()  # nobody sees this one: response_add shows the next
        super().save_model(request, obj, form, change)

    @override
    def response_add(
        self, request: HttpRequest, obj: ApiToken, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Show the key in this very answer: neither a message nor a session ever holds it."""
        key = obj.set_new_key()
        obj.save(update_fields=["key_hash"])
        context = self.admin_site.each_context(request)
        context |= {"title": gettext("New API token"), "opts": self.opts, "token": obj, "key": key}
        return TemplateResponse(request, "tokens/key.html", context)
