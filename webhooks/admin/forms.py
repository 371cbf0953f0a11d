"""What somebody fills in for an endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, override

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from directory.models import Department
from directory.reach import NOBODY, reach_of
from webhooks.addresses import checked_address
from webhooks.kinds import VIEW, Kind, is_for_hr
from webhooks.models import Endpoint

HIDES_NOTHING = _(
    "Each is told with the employee id and an address of the API, never with a name or a score."
)


class EndpointForm(forms.ModelForm[Endpoint]):
    """Where, what and whose; `maker` is who fills it in."""

    maker: ClassVar[Any] = None

    events = forms.MultipleChoiceField(
        label=_("Events"),
        choices=Kind.choices,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=HIDES_NOTHING,
    )

    class Meta:
        model = Endpoint
        fields = ["name", "address", "events", "departments", "user", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = self.fields["departments"]
        departments.queryset = Department.objects.for_user(self.maker)  # type: ignore[attr-defined]
        departments.widget.can_add_related = False

    def clean_address(self) -> str:
        """An address that may be told."""
        return checked_address(self.cleaned_data["address"])

    @override
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        user = cleaned.get("user") or (self.instance.user if self.instance.pk else self.maker)
        for field, refusal in refusals(user, cleaned):
            self.add_error(field, refusal)
        return cleaned


def refusals(user: User, wanted: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Why that user can't be told so: the field and a sentence for each. Nobody lets others be
    told more than they may see."""
    reach = reach_of(user)
    if reach == NOBODY:
        yield "departments", gettext("%(user)s may see nobody.") % {"user": user}
    if any(map(is_for_hr, wanted.get("events", ()))) and not user.has_perm(VIEW):
        refusal = gettext("%(user)s may not see photos: they can't be told of retakes.")
        yield "events", refusal % {"user": user}
    beyond = [one.name for one in wanted.get("departments", ()) if not reach.holds(one.pk)]
    if beyond and reach != NOBODY:
        refusal = gettext("%(user)s may not see the people of %(departments)s.")
        yield "departments", refusal % {"user": user, "departments": ", ".join(beyond)}
