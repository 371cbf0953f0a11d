"""A message's text as HR writes it."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from retakes.messages.placeholders import body_faults, subject_faults
from retakes.messages.rows import LONGEST_BODY, LONGEST_SUBJECT
from retakes.messages.texts import Text


class TextForm(forms.Form):
    """Subject and body of one kind; refuses what could not be sent."""

    subject = forms.CharField(
        label=_("Subject"), max_length=LONGEST_SUBJECT, widget=UnfoldAdminTextInputWidget
    )
    body = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_BODY,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 22}),
    )

    def __init__(self, kind: str, *given: object, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        self.kind = kind

    def clean_subject(self) -> str:
        """One line with placeholders that can stand there."""
        subject: str = self.cleaned_data["subject"]
        if faults := subject_faults(self.kind, subject):
            raise ValidationError(faults)
        return subject

    def clean_body(self) -> str:
        """A text with all that it needs, and nothing that it may not have."""
        body: str = self.cleaned_data["body"].replace("\r\n", "\n").strip()
        if faults := body_faults(self.kind, body):
            raise ValidationError(faults)
        return body

    @property
    def text(self) -> Text:
        """What was written; call it once the form is valid."""
        return Text(self.cleaned_data["subject"], self.cleaned_data["body"])
