"""The admin's import of people, with what follows for their photos."""

from typing import override

from directory.resources import PersonResource
from photos.people import people_were_written as people_were_written


class PersonWithCardResource(PersonResource):
    """People by file; the import's own transaction holds the cards too."""

    @override
    def people_written(self, person_ids: list[int]) -> None:
        people_were_written(person_ids)
