"""People as rows of a list, and by file with what follows for their photos."""

from typing import override

from audit.trail import record
from directory.models import Person
from directory.resources import PersonResource
from photos.models import PersonCard, Photo
from photos.people import people_were_written as people_were_written

NO_CARD = PersonCard()


def card_of(person: Person) -> PersonCard:
    """The person's card, or an empty one."""
    return getattr(person, "card", NO_CARD)


def photo_id_of(row: Person | Photo) -> int | None:
    """The photo that a line of a list is about: the person's current one, or itself."""
    return row.pk if isinstance(row, Photo) else card_of(row).photo_id


class PersonWithCardResource(PersonResource):
    """People by file; the import's own transaction holds the cards too."""

    @override
    def people_written(self, person_ids: list[int]) -> None:
        people_were_written(person_ids)
        record("people.import", kind="directory.person", count=len(person_ids))
