"""Questions about many people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from directory.names import fold

if TYPE_CHECKING:
    from directory.models import Person  # noqa: F401  (the generic parameter below)


class PersonQuerySet(models.QuerySet["Person"]):
    """People, filtered in the words of the directory."""

    def active(self) -> PersonQuerySet:
        """Those who still work here."""
        return self.filter(status="active")

    def matching(self, words: str) -> PersonQuerySet:
        """Those whose name, e-mail or id contains every word, case and accents aside."""
        people = self
        for word in fold(words).split():
            people = people.filter(search__contains=word)
        return people
