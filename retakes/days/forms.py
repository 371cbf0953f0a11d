"""The form of a photo day."""

from __future__ import annotations

from datetime import date
from typing import Any, override

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from photos.labels import spoken
from photos.quality.uses import load_uses
from retakes.coming import coming
from retakes.days.rows import PhotoDay


class DayInput(forms.DateInput):
    """The browser's own choice of a day, which writes 2026-05-31 in every language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"class": "sf-days-date"})


def uses() -> list[tuple[str, str]]:
    """Every use with its title."""
    return [(use.name, spoken(use.title)) for use in load_uses()]


class PhotoDayForm(forms.ModelForm[PhotoDay]):
    """When, by whom, for which uses."""

    uses = forms.MultipleChoiceField(
        label=_("The photos are for"),
        choices=uses,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = PhotoDay
        fields = ["held_on", "photographer", "uses", "told", "note"]
        widgets = {
            "held_on": DayInput,
            "photographer": UnfoldAdminTextInputWidget,
            "told": UnfoldAdminTextareaWidget(attrs={"rows": 2}),
            "note": UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        }

    def clean_held_on(self) -> date:
        """A day that is yet to come, or today."""
        return coming(self.cleaned_data["held_on"])

    @override
    def clean(self) -> dict[str, Any]:
        """A brief needs a use whose shape is known."""
        cells = super().clean() or self.cleaned_data
        cut = {use.name for use in load_uses() if use.aspect is not None}
        if "uses" in cells and not cut & set(cells["uses"]):
            self.add_error("uses", gettext("Choose at least one use with a shape of its own."))
        return cells
