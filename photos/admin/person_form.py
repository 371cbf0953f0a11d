"""The form of one person, with a field for a photo."""

from typing import ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminSelectWidget

from directory.models import Person
from photos.admin.stale import SeenForm
from photos.labels import spoken
from photos.quality.uses import load_uses

PICTURES = "image/jpeg,image/png,image/webp,image/heic,image/avif,.heic"


def purposes() -> list[tuple[str, str]]:
    """Everything, and each use alone."""
    uses = [
        (use.name, gettext("Only %(use)s") % {"use": spoken(use.phrase)}) for use in load_uses()
    ]
    return [("", gettext("Everything it is fit for")), *uses]


def languages() -> list[tuple[str, str]]:
    """The company's, and each by its own name."""
    return [("", gettext("The company's")), *settings.LANGUAGES]


class PersonForm(SeenForm[Person]):
    """A person's fields. `refusal` is intake's sentence about the photo just sent."""

    refusal: ClassVar[str] = ""
    photo = forms.FileField(
        required=False,
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": PICTURES}),
        label=_("Photo"),
        help_text=_(
            "JPEG, PNG, WebP, HEIC or AVIF, up to 20 MB. It becomes the current photo "
            "and is measured at once."
        ),
    )
    purpose = forms.ChoiceField(
        label=_("For"),
        required=False,
        choices=purposes,
        widget=UnfoldAdminSelectWidget,
        help_text=_(
            "Somebody may have a photo of their own for one use, beside the one for all others."
        ),
    )

    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=languages,
        widget=UnfoldAdminSelectWidget,
        help_text=_("Of messages to them."),
    )

    class Meta:
        model = Person
        fields = [
            "first_name",
            "last_name",
            "employee_id",
            "status",
            "email",
            "job_title",
            "department",
            "location",
            "badge_number",
            "language",
        ]

    def clean_photo(self) -> UploadedFile[bytes] | None:
        """The file, unless intake has refused it."""
        if self.refusal:
            raise ValidationError(spoken(self.refusal))
        photo: UploadedFile[bytes] | None = self.cleaned_data["photo"]
        return photo
