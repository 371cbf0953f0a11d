"""Keeping a list, and changing what is kept."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from audit.trail import record
from desk.lists.queries import MODELS, address_of, cleaned
from desk.lists.rows import SavedList
from desk.pages import needs
from photos.admin.bulk import reviewer_of as user_of

KIND = "desk.savedlist"
LONGEST_QUERY = 1000  # characters, as the column


class NameForm(forms.ModelForm[SavedList]):
    """A name, and whether everybody sees the list."""

    class Meta:
        model = SavedList
        fields = ["name", "is_shared"]


def may_see(request: HttpRequest, of: str) -> None:
    """Only who sees the list keeps one. Raises Http404, PermissionDenied."""
    if of not in MODELS:
        raise Http404
    if not admin.site.get_model_admin(MODELS[of]).has_view_permission(request):
        raise PermissionDenied


@needs()
@require_POST
def save(request: HttpRequest, of: str) -> HttpResponse:
    """Keep what the list shows; a name that is in use takes the new filters."""
    may_see(request, of)
    form = NameForm(request.POST)
    query = cleaned(of, request.POST.get("query", ""))
    back = f"{address_of(of)}?{query}"
    if not form.is_valid() or len(query) > LONGEST_QUERY:
        messages.error(request, _("Please give the list a name of at most 60 characters."))
        return redirect(back)
    kept = {"query": query, "is_shared": form.cleaned_data["is_shared"]}
    with transaction.atomic():
        saved, _is_new = SavedList.objects.update_or_create(
            owner=user_of(request), of=of, name=form.cleaned_data["name"], defaults=kept
        )
        record("saved_list.save", kind=KIND, key=saved.pk)
    messages.success(request, _("The list is saved."))
    return redirect(back)


@needs()
@require_POST
def change(request: HttpRequest, list_id: int) -> HttpResponse:
    """Rename, share or delete one of your own."""
    user = user_of(request)
    saved = get_object_or_404(SavedList, pk=list_id, owner=user)
    may_see(request, saved.of)
    if "delete" in request.POST:
        with transaction.atomic():
            record("saved_list.delete", kind=KIND, key=saved.pk)
            saved.delete()
        messages.success(request, _("The saved list is deleted."))
        return redirect(address_of(saved.of))
    form = NameForm(request.POST, instance=saved)
    same = SavedList.objects.filter(owner=user, of=saved.of, name=request.POST.get("name", ""))
    if not form.is_valid() or same.exclude(pk=saved.pk).exists():
        messages.error(request, _("Please choose a name that none of your lists has."))
    else:
        with transaction.atomic():
            form.save()
            record("saved_list.change", kind=KIND, key=saved.pk, fields=form.changed_data)
        messages.success(request, _("The saved list is changed."))
    return redirect(f"{address_of(saved.of)}?{saved.query}")
