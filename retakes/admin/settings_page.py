"""How retakes go, for the company."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from audit.trail import record
from desk.pages import for_leads, needs, page
from retakes.models import RetakeSettings, retake_settings

DAYS = ["due_days", "remind_days", "most_reminders", "expire_days", "refusals_before_person"]
SWITCHES = ["asks_after_review", "approves_passes"]


class SettingsForm(ModelForm[RetakeSettings]):
    """Every number and switch."""

    class Meta:
        model = RetakeSettings
        fields = [*DAYS, *SWITCHES]
        widgets = dict.fromkeys(DAYS, UnfoldAdminIntegerFieldWidget)


@needs("retakes.change_retakesettings")
@for_leads
def edit_settings(request: HttpRequest) -> HttpResponseBase:
    """Days, reminders, and what goes by itself."""
    form = SettingsForm(request.POST or None, instance=retake_settings(), label_suffix="")
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            record(
                "retake_settings.change", kind="retakes.retakesettings", fields=form.changed_data
            )
        messages.success(request, _("The settings were saved."))
        return redirect("admin:retakes-settings")
    fields = [form[name] for name in DAYS], [form[name] for name in SWITCHES]
    title = _("How retakes go")
    return page(request, "retakes/admin/settings.html", title, form=form, fields=fields)
