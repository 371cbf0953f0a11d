"""The form of one person, with a field for a photo."""

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from unfold.widgets import UnfoldAdminFileFieldWidget

from directory.models import Person

PICTURES = "image/jpeg,image/png,image/webp,image/heic,image/avif,.heic"


class PersonForm(forms.ModelForm[Person]):
    """A person's fields. `refusal` is intake's sentence about the photo just sent."""

    refusal: ClassVar[str] = ""
    photo = forms.FileField(
        required=False,
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": PICTURES}),
        help_text="JPEG, PNG, WebP, HEIC or AVIF, up to 20 MB. It becomes the current photo "
        "and is measured at once.",
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
        ]

    def clean_photo(self) -> UploadedFile[bytes] | None:
        """The file, unless intake has refused it."""
        if self.refusal:
            raise ValidationError(self.refusal)
        photo: UploadedFile[bytes] | None = self.cleaned_data["photo"]
        return photo
