"""What is asked beside the rules: a name, a reason, a file."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from photos.quality.own_standards import MOST_SUMMARY, MOST_TITLE, OwnFile, read_file
from photos.quality.standard import StandardError

MOST_BYTES = 100_000  # a whole standard takes a tenth of it
MOST_NOTE = 500


class WhyForm(forms.Form):
    """The reason for a change; versions and choices show it."""

    note = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=MOST_NOTE,
        error_messages={"required": gettext_lazy("Write a few words about why.")},
    )


class CopyForm(forms.Form):
    """What a copy is called."""

    title = forms.CharField(label=gettext_lazy("Name"), max_length=MOST_TITLE)
    summary = forms.CharField(label=gettext_lazy("What it is for"), max_length=MOST_SUMMARY)


class ImportForm(forms.Form):
    """An exported standard."""

    file = forms.FileField(label=gettext_lazy("File (.toml)"))

    def clean_file(self) -> OwnFile:
        """The standard in the file."""
        upload = self.cleaned_data["file"]
        if (upload.size or 0) > MOST_BYTES:
            raise ValidationError(_("The file is larger than 100 KB: no standard is that long."))
        try:
            return read_file(upload.read().decode("utf-8"))
        except UnicodeDecodeError as error:
            raise ValidationError(_("The file is no text in UTF-8.")) from error
        except StandardError as error:
            raise ValidationError(str(error)) from error
