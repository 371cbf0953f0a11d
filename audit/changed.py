"""What a form of the admin changed, by the names of fields and never by what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.forms import BaseForm, ModelMultipleChoiceField


def changed_fields(form: BaseForm, formsets: Iterable[Any] = ()) -> list[str]:
    """The fields' names. Where rows were given or taken each is named by its key, and a
    permission by its codename: "groups +3", "user_permissions -photos.view_photo"."""
    names = [word for name in form.changed_data for word in _words_of(form, name)]
    return names + [word for formset in formsets for word in _words_of_rows(formset)]


def _words_of(form: BaseForm, name: str) -> Iterator[str]:
    if not isinstance(form.fields.get(name), ModelMultipleChoiceField):
        yield name
        return
    before = {_row_name(row) for row in form[name].initial or ()}
    after = {_row_name(row) for row in form.cleaned_data.get(name) or ()}
    yield from (f"{name} +{row}" for row in sorted(after - before))
    yield from (f"{name} -{row}" for row in sorted(before - after))


def _row_name(row: Any) -> str:
    if isinstance(row, Permission):
        return f"{row.content_type.app_label}.{row.codename}"
    return str(getattr(row, "pk", row))


def _words_of_rows(formset: Any) -> Iterator[str]:
    for row in formset.new_objects:
        yield f"{row._meta.model_name} +{row.pk}"
    for row, fields in formset.changed_objects:
        yield from (f"{row._meta.model_name}.{field}" for field in fields)
    for row in formset.deleted_objects:
        yield f"{row._meta.model_name} -{row.pk}"
