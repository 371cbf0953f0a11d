"""Generated requests, sent as everybody: nothing fails, nothing is told of other departments."""

from pathlib import Path
from typing import Any

import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.utils.crypto import get_random_string
from django.utils.timezone import localdate
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import Case, GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core.transport import Response

from directory.models import Person
from photos.models import Photo
from retakes.asking import findings_of
from retakes.models import Retake
from tests import factories
from tests.access.roles import Company, Role, client_of, company

COMMITTED = Path(__file__).resolve().parents[2] / "docs" / "openapi.yaml"
WITHOUT_KEYS = SchemathesisConfig.from_dict({"generation": {"with-security-parameters": False}})
# Whom the description's examples name: somebody of the callers' own.
SHOWN: dict[str, Any] = {
    "employee_id": "e1021",
    "photo_id": 21,
    "retake_id": 7,
    "slug": "engineering",
}
REACH_EVERYBODY = {
    *(Role.INTRANET, Role.READ),
    *(Role.HR_TOKEN_OF_LEAD, Role.LEAD, Role.SUPERUSER),
}


def company_of_the_examples() -> Company:
    """The company of the access matrices, with those whom the description's examples name."""
    where = company()
    person = factories.person(SHOWN["employee_id"], department=where.department)
    photo = factories.judged_photo(person, id=SHOWN["photo_id"])
    request_of_the_examples(person, photo)
    return where


def request_of_the_examples(person: Person, photo: Photo) -> None:
    """The request for a new photo that the description's examples name."""
    Retake.objects.create(
        id=SHOWN["retake_id"],
        person=person,
        photo=photo,
        cause=Retake.Cause.WISH,
        findings=findings_of(photo),
        due_on=localdate(),
    )


def ask_as_each_role(where: Company, examples: int) -> int:
    """Send so many requests of each kind to each operation as everybody, and hold the answers
    against the description. How many were sent."""
    description = schemathesis.openapi.from_path(COMMITTED, config=WITHOUT_KEYS)
    description.app = get_wsgi_application()
    known = {role: sent_by(client_of(role, where)) for role in Role}
    secrets = {role: secrets_from(role, where) for role in Role}
    sent = 0
    operations = [found.ok() for found in description.get_all_operations()]  # type: ignore[union-attr]
    for operation in sorted(operations, key=lambda one: one.method == "delete"):  # erased last
        for strategy in strategies(operation):

            @given(case=strategy)
            @settings(
                max_examples=examples,
                derandomize=True,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            def ask(case: Case[Any]) -> None:
                nonlocal sent
                for role in Role:
                    hold(case, case.call(**known[role]), secrets[role], role)
                    sent += 1

            ask()
    return sent


def hold(case: Case[Any], response: Response, secrets: frozenset[str], role: Role) -> None:
    """Fail for an answer that is not as described, or tells what the role must not know."""
    assert response.status_code < 500, (role, case.as_curl_command())
    if "fields" not in (case.query or {}):  # who asks for some fields gets no others
        case.operation.validate_response(response)
    asked = f"{response.request.url} {response.request.body!r}"
    told = response.content.decode() + str(response.headers.get("location", ""))
    leaked = [one for one in secrets if one in told and one not in asked]
    assert leaked == [], (role, case.as_curl_command())


def strategies(operation: Any) -> list[SearchStrategy[Case[Any]]]:
    """Right requests about whom the examples name, right ones about anybody, and wrong ones."""
    named = {one.name: SHOWN[one.name] for one in operation.path_parameters}
    right = [operation.as_strategy(path_parameters=named or None), operation.as_strategy()]
    if not (operation.query or operation.body or {"photo_id", "retake_id"} & set(named)):
        return right  # nothing of it can be wrong
    return [*right, operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)]


def sent_by(client: Client) -> dict[str, Any]:
    """What a client sends to be known: a key, or cookies and their CSRF token."""
    if "HTTP_AUTHORIZATION" in client.defaults:
        return {"headers": {"Authorization": str(client.defaults["HTTP_AUTHORIZATION"])}}
    if not client.cookies:
        return {}
    secret = get_random_string(32)
    cookies = {name: one.value for name, one in client.cookies.items()}
    return {"cookies": cookies | {"csrftoken": secret}, "headers": {"X-CSRFToken": secret}}


def secrets_from(role: Role, where: Company) -> frozenset[str]:
    """What the role must be told nothing of."""
    hidden = [] if role in REACH_EVERYBODY else [where.other, where.unplaced]
    return frozenset().union(*(target.markers() for target in hidden))
