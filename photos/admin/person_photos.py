"""A person's photos on the person's page: those that are there, and a new one."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.models import Person
from photos.intake import Upload, receive
from photos.models import Photo, Review

TAKEN_IN = _("The photo is stored and waits to be measured.")
THERE_ALREADY = _("This very photo was here already.")


@dataclass(frozen=True, slots=True)
class PersonPhotos:
    """The current photo, those before it and for one use alone, and what was decided."""

    current: Photo | None
    others: list[Photo]
    reviews: QuerySet[Review]


def photos_of(person: Person) -> PersonPhotos:
    """The photos of one person, read when the page is drawn."""
    photos = list(person.photos.all())
    current = next((one for one in photos if one.is_current and not one.purpose), None)
    return PersonPhotos(
        current=current,
        others=[photo for photo in photos if photo != current],
        reviews=Review.objects.filter(photo__in=photos).select_related("reviewer"),
    )


def copy_and_end_of(person: Person | None, user: User | AnonymousUser) -> dict[str, Any]:
    """What the page says of a person's copy, and of the day on which who left is erased."""
    kept_for = timedelta(days=settings.SAMEFRAME_KEEP_DAYS["leavers"])
    return {
        "may_export_person": user.has_perm("directory.export_person"),
        "erased_on": person.left_at + kept_for if person and person.left_at else None,
    }


def take_in(
    person: Person, upload: UploadedFile[bytes], user: User, purpose: str = ""
) -> SafeString:
    """Take in a photo of the person and say what became of it. Raises UnreadablePhoto."""
    origin = Upload(upload.name or "", Photo.Source.ADMIN, user, purpose)
    received = receive(person, upload.read(), origin)
    told = TAKEN_IN if received.is_new else THERE_ALREADY
    address = reverse("admin:photos_photo_change", args=[received.photo.pk])
    look = gettext("Look at the photo")
    return format_html('{} <a class="sf-told" href="{}">{}</a>', told, address, look)
