"""A person's photos on the person's page: those that are there, and a new one."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from directory.models import Person
from photos.intake import accept
from photos.models import Photo, Review

TAKEN_IN = "The photo is stored and waits to be measured."
THERE_ALREADY = "This very photo was here already."


@dataclass(frozen=True, slots=True)
class PersonPhotos:
    """The current photo, those before it, and what was decided about all of them."""

    current: Photo | None
    earlier: list[Photo]
    reviews: QuerySet[Review]


def photos_of(person: Person) -> PersonPhotos:
    """The photos of one person, read when the page is drawn."""
    photos = list(person.photos.all())
    return PersonPhotos(
        current=next((photo for photo in photos if photo.is_current), None),
        earlier=[photo for photo in photos if not photo.is_current],
        reviews=Review.objects.filter(photo__in=photos).select_related("reviewer"),
    )


def take_in(person: Person, upload: UploadedFile[bytes], user: User) -> SafeString:
    """Take in a photo of the person and say what became of it. Raises UnreadablePhoto."""
    known = set(person.photos.values_list("pk", flat=True))
    photo = accept(
        person,
        upload.read(),
        original_name=upload.name or "",
        source=Photo.Source.ADMIN,
        uploaded_by=user,
    )
    told = THERE_ALREADY if photo.pk in known else TAKEN_IN
    address = reverse("admin:photos_photo_change", args=[photo.pk])
    return format_html('{} <a class="sf-told" href="{}">Look at the photo</a>', told, address)
