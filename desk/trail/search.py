"""What somebody types above the trail, resolved now: nothing of it is stored with the events."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db.models import Q

from audit.words import actions_meaning
from desk.pages import is_id
from directory.models import Person
from photos.models import PersonCard
from tokens.models import ApiToken

MOST = 500  # people or accounts that one search may mean


def meant_by(words: str) -> Q:
    """The condition for events about, or done by, whoever or whatever the words may mean: a
    person by name, address, employee id or the trail's own key; an account or a token by name;
    an action by its words; a record by its number."""
    people = Person.objects.matching(words).order_by().values("pk")[:MOST]
    keys = PersonCard.objects.filter(person__in=list(people.values_list("pk", flat=True)))
    meant = Q(person_key__in=[*keys.values_list("key", flat=True), words])
    meant |= Q(who__in=[*_actors(words), words])
    if actions := actions_meaning(words):
        meant |= Q(action__in=actions)
    return meant | Q(key=words) if is_id(words) else meant


def _actors(words: str) -> list[str]:
    """The accounts and tokens of that name, as the trail writes them."""
    users = User.objects.filter(username__icontains=words).values_list("username", flat=True)
    tokens = ApiToken.objects.filter(name__icontains=words).values_list("name", flat=True)
    return [*users[:MOST], *(f"token: {name}" for name in tokens.order_by()[:MOST])]
