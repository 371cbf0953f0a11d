"""Which tables hold rows about people: found by their foreign keys, so that none is forgotten."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from directory.models import Person
from photos.models import Photo


@dataclass(frozen=True, slots=True)
class Belonging:
    """A table whose rows go with one of another table, the person's or the photo's.

    `path` leads from a row to the one that it goes with.
    """

    model: type[models.Model]
    path: str

    @property
    def label(self) -> str:
        """The model's name, such as "photos.Photo"."""
        return self.model._meta.label

    @property
    def file_fields(self) -> list[str]:
        """Its columns that name stored files."""
        fields = self.model._meta.concrete_fields
        return [field.name for field in fields if isinstance(field, models.FileField)]

    def rows(self, ids: Collection[int]) -> models.QuerySet[Any]:
        """The rows that go with those of these ids."""
        return self.model._default_manager.filter(**{f"{self.path}__in": ids})


def belongings(root: type[models.Model] = Person) -> list[Belonging]:
    """The table `root` itself, then every table whose rows go with its rows, nearest first."""
    found = {root: Belonging(root, "pk")}
    todo: deque[tuple[type[models.Model], str]] = deque([(root, "")])
    while todo:
        model, path = todo.popleft()
        for relation in owned_by(model):
            owner = relation.related_model
            if not isinstance(owner, str) and owner not in found:
                way = "__".join(filter(None, [relation.field.name, path]))
                found[owner] = Belonging(owner, way)
                todo.append((owner, way))
    return list(found.values())


def owned_by(model: type[models.Model]) -> list[models.ManyToOneRel]:
    """The foreign keys that take their row along when one of `model` goes."""
    return [one for one in pointing_at(model) if one.on_delete is models.CASCADE]


def pointing_at(model: type[models.Model]) -> list[models.ManyToOneRel]:
    """All foreign keys that lead to `model`, those without a way back included."""
    fields = model._meta.get_fields(include_hidden=True)
    return [one for one in fields if isinstance(one, models.ManyToOneRel)]


def stored_files(ids: Collection[int], root: type[Person] | type[Photo]) -> Iterator[str]:
    """The names of all files that rows name which go with these people or photos."""
    for belonging in belongings(root):
        if belonging.file_fields:
            for row in belonging.rows(ids).values_list(*belonging.file_fields):
                yield from (str(name) for name in row if name)
