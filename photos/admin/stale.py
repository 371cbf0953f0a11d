"""Two people at one form: the second is told, and nothing is overwritten unseen."""

from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext, ngettext

SEEN = "seen"
SEPARATOR = ","


class SeenForm[Row: Model](forms.ModelForm[Row]):
    """A form that carries what its row was when it was opened.

    Where the row has changed since, saving is refused with the fields that somebody else
    changed; what was typed stays, and saving once more keeps it. Must be validated within the
    transaction that saves it, as the admin does.
    """

    seen = forms.CharField(required=False, label="", widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if self.instance.pk:
            self.fields[SEEN].initial = written(state_of(self.instance, self.row_fields))

    @property
    def row_fields(self) -> list[str]:
        """The names of the row's fields that this form may change, in the row's order."""
        stored = [field.name for field in self.instance._meta.concrete_fields]
        return [name for name in stored if name in self.fields]

    def clean(self) -> dict[str, Any] | None:
        """The values, unless somebody else has changed the row since the form was opened."""
        cleaned: dict[str, Any] | None = super().clean()
        seen = self.data.get(self.add_prefix(SEEN), "")
        if not (self.instance.pk and seen):
            return cleaned
        rows = type(self.instance)._default_manager.select_for_update()
        now = state_of(rows.get(pk=self.instance.pk), self.row_fields)
        changed = differing(seen, now)
        if changed:
            told = QueryDict(mutable=True)
            told.update(self.data)
            told[self.add_prefix(SEEN)] = written(now)  # to save again is to know
            self.data = told
            raise ValidationError(self.refusal_of(changed), code="stale")
        return cleaned

    def refusal_of(self, changed: list[str]) -> str:
        """What to tell who would have overwritten these fields."""
        labels = [str(self.fields[name].label or name) for name in changed]
        told = ngettext(
            "Somebody else has changed this field since you opened the page: %(fields)s.",
            "Somebody else has changed these fields since you opened the page: %(fields)s.",
            len(labels),
        ) % {"fields": ", ".join(labels)}
        keep = gettext(
            "Nothing was saved. What you entered is still here: save again to keep it, or open "
            "the page anew to see theirs."
        )
        return f"{told} {keep}"


def state_of(row: Model, names: list[str]) -> dict[str, str]:
    """A digest of each field's stored value, by name."""
    fields = [field for field in row._meta.concrete_fields if field.name in names]
    return {field.name: digest(field.value_from_object(row)) for field in fields}


def digest(value: object) -> str:
    """Sixteen hex digits that stand for a value."""
    return sha256(str(value).encode(errors="surrogatepass")).hexdigest()[:16]


def written(state: dict[str, str]) -> str:
    """The state as one word of a hidden field."""
    return SEPARATOR.join(f"{name}:{mark}" for name, mark in state.items())


def differing(seen: str, now: dict[str, str]) -> list[str]:
    """The fields that are no longer what the hidden field says."""
    marks = dict(part.split(":", 1) for part in seen.split(SEPARATOR) if ":" in part)
    return [name for name, mark in now.items() if marks.get(name, mark) != mark]
