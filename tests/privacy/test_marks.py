"""People are found again in texts by all that they are called by."""

from directory.models import Person
from privacy.marks import Marks


def test_a_file_that_is_named_by_a_badge_names_its_person() -> None:
    amara = Person(
        first_name="Amara", last_name="Okafor", employee_id="e1001", badge_number="771001"
    )
    marks = Marks([amara])
    assert marks.are_in("771001-final.jpg")
    assert not marks.are_in("771002.jpg")
