"""A personal link in a test: its row, its key and its addresses."""

from dataclasses import dataclass

from directory.models import Person
from links.making import make_link
from links.models import PersonLink
from tests import factories


@dataclass(frozen=True)
class Opened:
    """A link that was just made."""

    row: PersonLink
    key: str

    def at(self, page: str = "") -> str:
        """The address of one of its pages."""
        return f"/me/{self.key}/{page}"


def link_of(person: Person | None = None) -> Opened:
    """A new link of the person, or of one of the demo team."""
    made = make_link(person or factories.person("e1001"))
    return Opened(made.row, made.address.rstrip("/").rpartition("/")[2])
