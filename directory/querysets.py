"""Questions about many people and departments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import connections, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from directory.names import fold
from directory.reach import Reach, reach_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    from directory.models import Department, Person  # noqa: F401  (generic parameters below)

SLUG_ROOM = 190  # of the column's 200, so that a number fits behind
ALIKE = 0.5  # of 1: two letters changed places, one is missing or one too many
ALIKE_SQL = "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)"
MOST_ALIKE = 200  # people: whoever looks for somebody reads no more
SHORT = 3  # letters: an index of trigrams knows shorter words by their beginnings alone
NAMELESS_SLUG = "department"  # for a name without a letter or digit


class DepartmentQuerySet(models.QuerySet["Department"]):
    """Departments, found and made by name."""

    def within(self, reach: Reach) -> DepartmentQuerySet:
        """Those whose people are within reach."""
        return self.filter(reach.those())

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> DepartmentQuerySet:
        """Those whose people the user may see."""
        return self.within(reach_of(user))

    def by_name(self) -> dict[str, Department]:
        """Every department by its folded name: a list may write "finance" for "Finance"."""
        return {fold(department.name): department for department in self.all()}

    def ensure(self, names: Iterable[str]) -> dict[str, Department]:
        """Every department by folded name, after making those that are missing."""
        known = self.by_name()
        missing: dict[str, str] = {}
        for name in names:
            if name and fold(name) not in known:
                missing.setdefault(fold(name), name)
        if not missing:
            return known
        slugs = {department.slug for department in known.values()}
        made = [self.model(name=name, slug=free_slug(name, slugs)) for name in missing.values()]
        self.bulk_create(made)
        return self.by_name()


def free_slug(name: str, taken: set[str]) -> str:
    """The name's slug, numbered if another department has it; then taken too."""
    plain = slugify(name, allow_unicode=True)[:SLUG_ROOM].strip("-") or NAMELESS_SLUG
    slug, number = plain, 1
    while slug in taken:
        number += 1
        slug = f"{plain}-{number}"
    taken.add(slug)
    return slug


class PersonQuerySet(models.QuerySet["Person"]):
    """People, filtered in the words of the directory."""

    def within(self, reach: Reach) -> PersonQuerySet:
        """Those within reach."""
        return self.filter(reach.people())

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> PersonQuerySet:
        """Those whom the user may see."""
        return self.within(reach_of(user))

    def active(self) -> PersonQuerySet:
        """Those who still work here."""
        return self.filter(status="active")

    def note_leaving(self) -> None:
        """Write down when those who have left did so; who came back has not left.

        Whoever writes people calls it (photos.people.people_were_written).
        """
        self.filter(status="left", left_at=None).update(left_at=timezone.now())
        self.filter(status="active").exclude(left_at=None).update(left_at=None)

    def matching(self, words: str) -> PersonQuerySet:
        """Those whose name, e-mail or id contains every word, case and accents aside."""
        return self.containing("search", words)

    def named(self, words: str) -> PersonQuerySet:
        """Those whose name or id contains every word, case and accents aside."""
        return self.containing("name_search", words)

    def spelt_like(self, column: str, words: str) -> PersonQuerySet:
        """Some of those whose folded column has a word that resembles every one of the words.

        Nobody on a database that knows no trigrams, which only PostgreSQL does.
        """
        if connections[self.db].vendor != "postgresql" or not fold(words).split():
            return self.none()
        with transaction.atomic(using=self.db), connections[self.db].cursor() as cursor:
            # The index finds what is alike by this measure alone, not by a function's value.
            cursor.execute(ALIKE_SQL, [str(ALIKE)])
            people = self
            for word in fold(words).split():
                people = people.filter(**{f"{column}__trigram_word_similar": word})
            found = list(people.order_by().values_list("pk", flat=True)[:MOST_ALIKE])
        return self.filter(pk__in=found)

    def containing(self, column: str, words: str) -> PersonQuerySet:
        """Those whose folded column contains every word; one of a letter or two begins a word."""
        people = self
        for word in fold(words).split():
            begins = Q(**{f"{column}__startswith": word}) | Q(
                **{f"{column}__contains": f" {word}"}
            )
            holds = Q(**{f"{column}__contains": word})
            people = people.filter(begins if len(word) < SHORT else holds)
        return people
