"""Dropdowns of the lists' filters that stay quick with hundreds of choices."""

from typing import Any, override

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from unfold.contrib.filters.forms import DropdownForm
from unfold.widgets import UnfoldAdminSelectWidget

SELECTED = mark_safe(" selected")
NOT_SELECTED = mark_safe("")


class QuickSelect(UnfoldAdminSelectWidget):
    """The theme's select with its options in one piece: Django renders two templates for each,
    which for 400 departments takes as long as the whole page."""

    template_name = "photos/admin/dropdown.html"

    @override
    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        return []

    @override
    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["options"] = self.options(set(self.format_value(value)))
        return context

    def options(self, chosen: set[str]) -> SafeString:
        """All of them; the filters have no groups."""
        return format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            (
                (
                    "" if key is None else key,
                    SELECTED if str(key) in chosen else NOT_SELECTED,
                    words,
                )
                for key, words in self.choices
            ),
        )


class QuickDropdownForm(DropdownForm):
    """The theme's, with such a select."""

    widget = QuickSelect(attrs=DropdownForm.widget.attrs)
