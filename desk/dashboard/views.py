"""The page behind the dashboard: prices."""

from typing import Any, override

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from audit.trail import record
from desk.dashboard.rows import Prices, prices
from desk.pages import for_leads, needs, page


class PricesForm(ModelForm[Prices]):
    """Every price, with the theme's fields."""

    class Meta:
        model = Prices
        fields = [
            "currency",
            "mode",
            "head_low",
            "head_high",
            "day_rate",
            "heads_per_day",
        ]
        widgets = {
            "currency": UnfoldAdminTextInputWidget,
            "mode": UnfoldAdminSelectWidget,
            "head_low": UnfoldAdminDecimalFieldWidget,
            "head_high": UnfoldAdminDecimalFieldWidget,
            "day_rate": UnfoldAdminDecimalFieldWidget,
            "heads_per_day": UnfoldAdminIntegerFieldWidget,
        }

    @override
    def clean(self) -> dict[str, Any]:
        cells = super().clean() or self.cleaned_data
        low, high = cells.get("head_low"), cells.get("head_high")
        if low is not None and high is not None and low > high:
            raise ValidationError(_("“From” is more than “to”."))
        by_day = cells.get("mode") == Prices.Mode.DAY_RATE
        if by_day and not (cells.get("day_rate") and cells.get("heads_per_day")):
            raise ValidationError(_("A day rate needs the rate and how many people a day takes."))
        return cells


@needs("desk.change_prices")
@for_leads
def edit_prices(request: HttpRequest) -> HttpResponseBase:
    """What a photographer costs."""
    form = PricesForm(request.POST or None, instance=prices())
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            record("prices.change", kind="desk.prices", fields=form.changed_data)
        messages.success(request, _("The prices were saved."))
        return redirect("admin:index")
    return page(request, "desk/dashboard/prices.html", _("Prices"), form=form)
