"""Every address outside the API, asked by everybody about everything: tests/access/admin_table."""

import io
import zipfile
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.admin_company import (
    MISSING,
    OTHER,
    OWN,
    OWN_STANDARD,
    World,
    markers_of_others,
    rows_of_others,
    world,
)
from tests.access.admin_table import (
    GETS_IN,
    LEFT_OUT,
    NAMELESS,
    NO_WAY,
    TABLE,
    About,
    Door,
    Line,
)
from tests.access.roles import Role

USERS = (Role.STAFF, Role.HR, Role.LEAD, Role.SUPERUSER)
PLAIN, ANONYMOUS = "user who is not on the staff", "anonymous"

ARGUMENTS = {
    "name": OWN_STANDARD,
    "number": "1",
    "rule": "head_height",
    "of": "people",
    "app_label": "directory",
    "key": "x" * 43,
    "kind": "preview",
}
# What each deed would do if it might.
SENT = {
    "post": "yes",
    "do": "start",
    "delete": "yes",
    "decision": "ask_retake",
    "reason": "A new one, please.",
    "name": "Kept",
    "first_name": "Changed",
    "employee_id": "changed",
    "status": "active",
}
HIDDEN = {"private-picture", "admin:app_list", "admin:desk-list-change"}
# To whom all things are alike is asked about two of them.
ASKED_ABOUT = {
    ANONYMOUS: {"", OWN, MISSING},
    PLAIN: {"", OWN, MISSING},
    Role.STAFF: {"", OTHER, MISSING},
    Role.SUPERUSER: {"", OTHER, MISSING},
}


@dataclass(frozen=True)
class Call:
    """One cell: an address about something, with a method."""

    line: Line
    whose: str
    method: str
    address: str


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """Every address outside the API by its name, or by its pattern where it has none."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            pattern = str(entry.pattern)
            yield f"{space}{entry.name}" if entry.name else pattern
        elif str(entry.pattern) != "api/":
            yield from names(entry, f"{entry.namespace}:" if entry.namespace else space)


def calls(made: World, line: Line, role: str) -> Iterator[Call]:
    """The line's cells for one caller."""
    about = made.ids[line.about] if line.about else {"": 0}
    for whose, pk in about.items():
        if whose in ASKED_ABOUT.get(role, about):
            for method in methods(line, role):
                yield Call(line, whose, method, address_of(made, line, pk))


def methods(line: Line, role: str) -> tuple[str, ...]:
    """How it is called: what a superuser may do in HR's name, a lead has done already."""
    if role == Role.SUPERUSER and line.door == Door.HR:
        return ("get",)
    return ("get", "head", "post") if role == Role.HR and line.about else ("get", "post")


def address_of(made: World, line: Line, pk: int) -> str:
    """The line's address about the thing with that id."""
    if not line.name:
        return "/"
    if line.name == "published-picture":
        publication = made.company.own.shown.publication
        return f"/pictures/{publication.token}/directory-96"
    if line.name == "admin:view_on_site":
        return reverse(line.name, args=[1, pk])
    wanted = dict(line.more)
    for parameter in parameters_of(line.name):
        wanted.setdefault(parameter, ARGUMENTS.get(parameter, str(pk)))
    if line.about == About.FILE:
        kind = next(whose for whose, known in made.ids[About.FILE].items() if known == pk)
        imports = made.ids[About.UPLOADING]
        wanted |= {"import_id": str(imports[kind]), "file_id": str(pk)}
    return reverse(line.name, kwargs=wanted)


def parameters_of(name: str) -> set[str]:
    """The names of an address's arguments."""
    space, _, plain = name.rpartition(":")
    resolver = get_resolver()
    found: Any = resolver.namespace_dict[space][1] if space else resolver
    possibilities = found.reverse_dict.getlist(plain)
    return set(possibilities[0][0][0][1])


def expected(role: str, call: Call) -> set[int]:
    """How the call is answered; one that no method may make can be refused for either reason."""
    line = call.line
    answer = line.post if call.method == "post" else line.get
    if line.door == Door.NOBODY:
        return {404, NO_WAY} if answer == NO_WAY else {404}
    if line.door == Door.ALL:
        return {200, 302} if line.name == "admin:login" else {answer}
    refused = {NO_WAY} if answer == NO_WAY else set()
    if role in (ANONYMOUS, PLAIN):
        return refused | {404 if line.name == "private-picture" and role == PLAIN else 302}
    if role not in GETS_IN[line.door]:
        return refused | turned_away(line)
    if refused:
        return refused
    if not is_there(role, call):
        return {302, 404} if line.door == Door.KEEPERS else {404}
    return {answer}


def turned_away(line: Line) -> set[int]:
    """How staff without the permission are refused; not even an id's existence is told."""
    is_history = line.name.endswith("_history")
    if line.door == Door.KEEPERS:
        return {302, 403} if is_history else {403}
    return {404} if is_history or line.name in HIDDEN else {403}


def is_there(role: str, call: Call) -> bool:
    """Whether the thing is there for that role."""
    if call.whose == MISSING:
        return False
    if call.line.about == About.LIST:  # nobody else's, whoever one is
        return role == {OWN: Role.HR}.get(call.whose, Role.LEAD)
    return call.whose in ("", OWN) or role in (Role.LEAD, Role.SUPERUSER)


def client_for(made: World, role: str) -> Client:
    """Somebody's browser."""
    client = Client(raise_request_exception=True)
    if role == PLAIN:
        client.force_login(User.objects.create_user("plain"))
    elif role != ANONYMOUS:
        client.force_login(made.users[Role(role)])
    return client


def answer_to(client: Client, call: Call, *, keep: bool) -> Any:
    """The answer; what it wrote is taken back unless it is to be kept."""
    sent = SENT if call.method == "post" and (keep or call.line.get == NO_WAY) else None
    with transaction.atomic():
        response = getattr(client, call.method)(call.address, sent)
        response.text_of_all = text_of(response)
        transaction.set_rollback(not keep)
    return response


def text_of(response: Any) -> str:
    """All that an answer says, its headers and a ZIP's files included."""
    body = b"".join(response) if response.streaming else response.content
    told = [str(response.headers), body.decode("utf-8", "replace")]
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            told += [
                name + packed.read(name).decode("utf-8", "replace") for name in packed.namelist()
            ]
    by_chance = response.headers.get("X-Request-ID", "")  # holds a marker now and then
    return "\n".join(told).replace(by_chance, "") if by_chance else "\n".join(told)


def test_every_address_has_its_line() -> None:
    there = set(names(get_resolver()))
    assert there - set(TABLE) - NAMELESS - LEFT_OUT == set()
    assert set(TABLE) - there == set()


@pytest.mark.django_db
def test_everybody_gets_in_where_the_table_says_and_nowhere_else() -> None:
    made = world()
    markers, before = markers_of_others(made.company), rows_of_others(made)
    wrong, told = [], []
    for role in (ANONYMOUS, PLAIN, *USERS):
        client = client_for(made, role)
        cookies = copy(client.cookies)
        for line in TABLE.values():
            for call in calls(made, line, role):
                client.cookies = copy(cookies)
                is_in = role in GETS_IN.get(line.door, {role})
                keep = role == Role.HR and is_in and not is_there(role, call)
                response = answer_to(client, call, keep=keep)
                cell = (role, call.method, call.address, call.whose)
                if response.status_code not in expected(role, call):
                    wrong.append((*cell, response.status_code, expected(role, call)))
                if role not in (Role.LEAD, Role.SUPERUSER):
                    said = {marker for marker in markers if marker in response.text_of_all}
                    told += [(*cell, said)] if said else []
    assert not wrong, "\n".join(map(str, wrong))
    assert not told, "\n".join(map(str, told))
    assert rows_of_others(made) == before
