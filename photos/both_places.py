"""A storage whose files are on the move: written to the new place, read from either."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, NoReturn

from django.core.files.base import File
from django.core.files.storage import InvalidStorageError, Storage
from django.utils.module_loading import import_string

from photos.storage import stored_names

Place = Mapping[str, Any]  # as in STORAGES: BACKEND, OPTIONS


class BothPlaces(Storage):
    """Until `manage.py move_files` is through: whoever has a name finds its file."""

    def __init__(self, new: Place, old: Place) -> None:
        self.new, self.old = made(new), made(old)

    def _found[Answer](self, ask: Callable[[Storage], Answer]) -> Answer:
        """What the place that has the file says. Raises FileNotFoundError.

        The new one is asked once more at the end: the file may have moved meanwhile.
        """
        for place in (self.new, self.old):
            try:
                return ask(place)
            except FileNotFoundError:
                continue
        return ask(self.new)

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        return self._found(lambda place: place.open(name, mode))

    def _save(self, name: str, content: Any) -> str:
        return self.new.save(name, content)

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """As the new place names it."""
        return self.new.get_available_name(name, max_length)

    def delete(self, name: str) -> None:
        """Remove it wherever it is: first where it comes from, so that it cannot move on."""
        for place in (self.old, self.new):
            place.delete(name)

    def exists(self, name: str) -> bool:
        """Whether it is in either."""
        return self.new.exists(name) or self.old.exists(name) or self.new.exists(name)

    def size(self, name: str) -> int:
        """Its bytes."""
        return self._found(lambda place: place.size(name))

    def get_modified_time(self, name: str) -> datetime:
        """When it was written where it is."""
        return self._found(lambda place: place.get_modified_time(name))

    def names_below(self, folder: str = "") -> Iterator[str]:
        """The names in both, each once; the old place first, for what moves meanwhile."""
        moving = set(stored_names(self.old, folder))
        yield from moving
        for name in stored_names(self.new, folder):
            if name not in moving:
                yield name

    def outlived(self) -> Iterator[str]:
        """The names that live on as old versions, in either."""
        for place in (self.new, self.old):
            if hasattr(place, "outlived"):
                yield from place.outlived()

    def answers(self) -> bool:
        """Whether both can be reached."""
        return all(place.answers() for place in (self.new, self.old) if hasattr(place, "answers"))

    def url(self, name: str | None) -> NoReturn:
        """There is none, as in each place."""
        raise ValueError("A private file has no address.")


def made(place: Place) -> Storage:
    """The storage that an entry of STORAGES describes."""
    try:
        storage: Storage = import_string(place["BACKEND"])(**place["OPTIONS"])
    except ImportError as error:
        raise InvalidStorageError(f"There is no {place['BACKEND']}.") from error
    return storage
