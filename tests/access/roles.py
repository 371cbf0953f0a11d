"""The company of the access matrices, and everybody who may call: the same for API and admin."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from directory.models import Department, DepartmentAccess, Person
from photos import cards
from photos.models import Outcome, Photo
from tests import factories
from tests.factories import IssuedToken
from tokens.read_tokens import new_read_token

HR_WORKS_IN = ("directory", "photos", "desk", "links", "retakes", "privacy", "audit")  # apps


class Role(StrEnum):
    """Who calls. `own` is the department of those who have one."""

    ANONYMOUS = "anonymous"
    UNKNOWN_KEY = "unknown key"  # a personal link's, for example: no API token
    INTRANET = "intranet token"
    INTRANET_OF_OWN = "intranet token of a department"
    READ = "read token"
    READ_OF_OWN = "read token of a department"
    READ_OF_HR = "read token of HR's token"
    HR_TOKEN = "HR's token"
    HR_TOKEN_OF_LEAD = "lead's token"
    HR_TOKEN_OF_LEAD_FOR_OWN = "lead's token of a department"
    BULK = "bulk token"
    REVOKED = "revoked token"
    EXPIRED = "expired token"
    OF_INACTIVE = "inactive user's token"
    HR = "HR"
    LEAD = "lead of HR"
    SUPERUSER = "superuser"
    STAFF = "staff without permissions"


@dataclass(frozen=True)
class Target:
    """Somebody with a published photo and a newer one that waits for a decision: the same
    picture as everybody's."""

    person: Person
    shown: Photo
    newest: Photo

    def markers(self) -> frozenset[str]:
        """Whatever gives the person away in an answer. The department's name is one."""
        person = self.person
        photos = (self.shown, self.newest)
        words = {person.employee_id, person.last_name, person.email, person.card.key}
        words |= {self.shown.publication.token, str(self.newest.main_reason)}
        words |= {str(photo.pk) for photo in photos} | {photo.sha256 for photo in photos}
        return frozenset(words | ({person.department.name} if person.department else set()))


@dataclass(frozen=True)
class Company:
    """Two departments and nobody's: `own` is the callers', the others they must not see."""

    own: Target
    other: Target
    unplaced: Target

    @property
    def department(self) -> Department:
        """The callers' own."""
        assert self.own.person.department
        return self.own.person.department


def company() -> Company:
    """The company as rows; ids of photos are long, so that they are found in a text."""
    return Company(
        own=_target("e1001", 610_001, 31),
        other=_target("e1011", 620_011, 32),
        unplaced=_target("e1018", 630_018, 33, department=None),
    )


def client_of(role: Role, where: Company) -> Client:
    """A client that calls in that role; users and tokens are made for it."""
    client = Client(raise_request_exception=False)
    if role in SESSIONS:
        client.force_login(SESSIONS[role](where))
    elif role in KEYS:
        client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {KEYS[role](where)}"
    return client


def hr_of(*departments: Department) -> User:
    """A member of HR with every permission there is, over these departments alone."""
    row = User.objects.create_user(f"hr{User.objects.count()}", is_staff=True)
    row.user_permissions.set(
        Permission.objects.filter(content_type__app_label__in=HR_WORKS_IN).exclude(
            codename="see_all_departments"
        )
    )
    row.department_access.set(
        [DepartmentAccess(user=row, department=one) for one in departments], bulk=False
    )
    return row


def lead() -> User:
    """The same over all departments."""
    row = hr_of()
    more = Permission.objects.filter(codename__in=["see_all_departments", "view_work"])
    row.user_permissions.add(*more)
    return row


def _target(employee_id: str, photo_id: int, score: int, **values: Department | None) -> Target:
    person = factories.person(employee_id, **values)
    shown = factories.published_photo(person, id=photo_id)
    newest = factories.judged_photo(person, Outcome.RETAKE, score, id=photo_id + 1000)
    factories.filed(newest)
    newest.main_reason = f"The background behind {employee_id} is busy."
    newest.save(update_fields=["main_reason"])
    cards.write([person.pk])
    return Target(person, shown, newest)


def _inactive(where: Company) -> str:
    user = hr_of(where.department)
    key = factories.token("hr", user=user).key
    User.objects.filter(pk=user.pk).update(is_active=False)
    return key


def _read(maker: IssuedToken) -> str:
    return new_read_token(maker.row, timezone.now()).signed()


KEYS: dict[Role, Callable[[Company], str]] = {
    Role.UNKNOWN_KEY: lambda where: "x" * 43,
    Role.INTRANET: lambda where: factories.token("intranet").key,
    Role.INTRANET_OF_OWN: lambda where: (
        factories.token("intranet", departments=[where.department]).key
    ),
    Role.READ: lambda where: _read(factories.token("intranet")),
    Role.READ_OF_OWN: lambda where: _read(
        factories.token("intranet", departments=[where.department])
    ),
    Role.READ_OF_HR: lambda where: _read(factories.token("hr", user=hr_of(where.department))),
    Role.HR_TOKEN: lambda where: factories.token("hr", user=hr_of(where.department)).key,
    Role.HR_TOKEN_OF_LEAD: lambda where: factories.token("hr", user=lead()).key,
    Role.HR_TOKEN_OF_LEAD_FOR_OWN: lambda where: (
        factories.token("hr", user=lead(), departments=[where.department]).key
    ),
    Role.BULK: lambda where: factories.token("bulk", user=hr_of(where.department)).key,
    Role.REVOKED: lambda where: factories.token("hr", user=lead(), revoked_at=timezone.now()).key,
    Role.EXPIRED: lambda where: (
        factories.token("hr", user=lead(), expires_at=timezone.now() - timedelta(seconds=1)).key
    ),
    Role.OF_INACTIVE: _inactive,
}
SESSIONS: dict[Role, Callable[[Company], User]] = {
    Role.HR: lambda where: hr_of(where.department),
    Role.LEAD: lambda where: lead(),
    Role.SUPERUSER: lambda where: User.objects.create_superuser(f"super{User.objects.count()}"),
    Role.STAFF: lambda where: factories.user(is_staff=True),
}
