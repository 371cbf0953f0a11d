"""Who works here."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from directory.fields import SearchField
from directory.querysets import DepartmentQuerySet, PersonQuerySet
from directory.validators import no_formula, no_slash


class Department(models.Model):
    """A part of the company; its people are shown and compared together."""

    name = models.CharField(max_length=200, unique=True, validators=[no_formula])
    slug = models.SlugField(max_length=200, unique=True, allow_unicode=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """One member of staff, as the directory shows them."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        LEFT = "left", _("left")

    employee_id = models.CharField(
        max_length=64,
        unique=True,
        validators=[no_formula, no_slash],
        help_text=_("As text: 007 and 7 are two people."),
    )
    first_name = models.CharField(max_length=200, validators=[no_formula])
    last_name = models.CharField(max_length=200, blank=True, validators=[no_formula])
    email = models.EmailField(max_length=200, blank=True, validators=[no_formula])
    job_title = models.CharField(max_length=200, blank=True, validators=[no_formula])
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="people", null=True, blank=True
    )
    location = models.CharField(max_length=200, blank=True, validators=[no_formula])
    badge_number = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_default="",
        validators=[no_formula, no_slash],
        help_text=_("A photographer may name files by it."),
    )
    language = models.CharField(
        max_length=10,
        blank=True,
        default="",
        db_default="",
        help_text=_("Of messages to them; empty: the company's."),
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    left_at = models.DateTimeField(
        null=True, editable=False, help_text="When they were first said to have left."
    )
    search = SearchField("first_name", "last_name", "email", "employee_id")
    # For those who may not see addresses: a search would tell them letter by letter.
    name_search = SearchField("first_name", "last_name", "employee_id")

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["last_name", "first_name", "id"]
        verbose_name_plural = "people"
        permissions = [
            ("see_all_departments", "Can see the people of all departments"),
            ("export_person", "Can export all that is kept about a person"),
        ]
        indexes = [
            models.Index(fields=["last_name", "first_name", "id"], name="person_by_name"),
            models.Index(fields=["location"], name="person_by_location"),
            models.Index(fields=["department", "status"], name="person_by_department"),
            # PostgreSQL searches within words by these, SQLite reads the whole column.
            GinIndex(fields=["search"], name="person_search", opclasses=["gin_trgm_ops"]),
            GinIndex(
                fields=["name_search"], name="person_name_search", opclasses=["gin_trgm_ops"]
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="person_email_once",
                condition=~models.Q(email=""),
                violation_error_message=_("Another person has this e-mail address."),
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["active", "left"]), name="person_status_known"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """First and last name as one line."""
        return f"{self.first_name} {self.last_name}".strip()


class DepartmentAccess(models.Model):
    """A department whose people somebody of HR may see and work on (directory.reach).

    Who holds the permission `see_all_departments` needs none.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="department_access"
    )
    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "department access"
        constraints = [
            models.UniqueConstraint(fields=["user", "department"], name="department_access_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.department}"
