"""People as lines of a list: written with what follows for their photos, read with verdicts."""

from typing import override

from import_export.fields import Field

from directory.models import Person
from directory.resources import PersonResource
from photos.labels import state_words, verdict_words
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


class PersonWithVerdictResource(PersonResource):
    """What HR hands on: who needs a retake, and why. Importing it again changes nobody."""

    photo_state = Field(column_name="photo_state")
    verdict = Field(column_name="verdict")
    score = Field(attribute="card__score", column_name="score")
    needs_retake = Field(column_name="needs_retake")
    main_reason = Field(attribute="card__main_reason", column_name="main_reason")

    class Meta:
        verdicts = ("photo_state", "verdict", "score", "needs_retake", "main_reason")
        fields = (*PersonResource.Meta.fields, *verdicts)
        export_order = (*PersonResource.Meta.export_order, *verdicts)

    def dehydrate_photo_state(self, person: Person) -> str:
        """Where the photo stands, in words."""
        return state_words(card_of(person).photo_state)

    def dehydrate_verdict(self, person: Person) -> str:
        """What the machine says, in words."""
        return verdict_words(card_of(person).verdict)

    def dehydrate_needs_retake(self, person: Person) -> str:
        """Whether a new photo is needed."""
        return "yes" if card_of(person).needs_retake else "no"
