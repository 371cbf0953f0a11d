"""What the admin's own templates need."""

from django import template
from django.conf import settings
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from directory.models import Person
from photos import labels
from photos.models import Photo

register = template.Library()


@register.filter
def plain(number: float) -> str:
    """A number for SVG: a point, no grouping, whatever the language."""
    return f"{number:.2f}"


@register.filter
def counted(number: int) -> str:
    """A count for people to read, its thousands apart."""
    return number_format(number, force_grouping=True)


@register.simple_tag(name="face")
def person_face(person: Person, may_see_pictures: bool) -> SafeString:
    """The face of a person whose card is at hand."""
    card = getattr(person, "card", None)
    return labels.face(person, card.photo_id if card and may_see_pictures else None)


@register.simple_tag
def photo_face(photo: Photo) -> SafeString:
    """A photo's thumbnail."""
    return labels.thumbnail(photo.pk)


@register.simple_tag
def face_of_photo(photo: Photo, may_see_pictures: bool) -> SafeString:
    """The thumbnail, or the person's initials for who may not see pictures."""
    return labels.face(photo.person, photo.pk if may_see_pictures else None)


register.filter("said", labels.spoken)
register.filter(labels.reason_words)
register.filter(labels.purpose_words)
register.filter(labels.verdict_label)
register.filter(labels.state_label)
register.filter(labels.thumbnail)


@register.simple_tag
def kept_days(kind: str) -> int:
    """For how many days things of that kind are kept."""
    return settings.SAMEFRAME_KEEP_DAYS[kind]
