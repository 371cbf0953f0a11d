"""The notice on a photo's page that other people's photos show the same picture."""

from dataclasses import dataclass

from directory.reach import Reach
from photos.models import Photo
from photos.quality.explain import same_picture_of, same_picture_of_more
from photos.quality.fingerprint import MOST_NAMED

MOST_SHOWN = 3  # people; a placeholder would fill the page


@dataclass(frozen=True, slots=True)
class SamePicture:
    """One other person's photo, with the sentence about it."""

    photo: Photo
    sentence: str


@dataclass(frozen=True, slots=True)
class SamePictures:
    """The newest photo of each of the first people; `further` tells of the others, or is empty."""

    shown: tuple[SamePicture, ...]
    further: str


def same_pictures_of(photo: Photo, reach: Reach) -> SamePictures:
    """What there is to say of other people's photos, of those within reach."""
    seen = Photo.objects.within(reach).same_picture_as(photo)
    photos = list(seen.select_related("person"))
    newest: dict[int, Photo] = {}
    for other in photos:
        newest.setdefault(other.person_id, other)
    shown = list(newest.values())[:MOST_SHOWN]
    more = len(newest) - len(shown)
    return SamePictures(
        shown=tuple(SamePicture(other, sentence_of(other)) for other in shown),
        further=same_picture_of_more(more, at_least=len(photos) == MOST_NAMED) if more else "",
    )


def sentence_of(other: Photo) -> str:
    """The sentence that names the other person, with the id: names occur twice."""
    return same_picture_of(f"{other.person.full_name} ({other.person.employee_id})")
