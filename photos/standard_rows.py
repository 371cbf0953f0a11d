"""A company's own standards, every version of them, and who chose which standard for whom."""

from __future__ import annotations

from typing import Any, override

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models import Department


class OwnStandard(models.Model):
    """A standard that began as a copy of a shipped one. Its rules are in its newest version.

    Judgements carry its name, so it is never deleted; `is_retired` takes it from the lists.
    """

    name = models.SlugField(max_length=40, unique=True)
    based_on = models.CharField(max_length=40, help_text="The shipped standard's name.")
    is_retired = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("standard")
        verbose_name_plural = _("standards")

    @override
    def __str__(self) -> str:
        return self.name


class StandardVersion(models.Model):
    """One version of an own standard; never changed once written. The newest is in force.

    `tables` are the differences to the shipped start (photos.quality.own_standards), None for
    an open end; `digest` is what judgements name as the version.
    """

    standard = models.ForeignKey(OwnStandard, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=100)
    summary = models.CharField(max_length=300)
    tables: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    digest = models.CharField(max_length=40)
    note = models.CharField(max_length=500, help_text="Why.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "number"], name="standard_version_once")
        ]

    @override
    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class StandardChoice(models.Model):
    """Who chose which standard for whom: a department, or the company where that is null.

    The newest for the company is in force; a department's is in DepartmentStandard. An empty
    `standard` takes the department's own away.
    """

    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, null=True, related_name="standard_choices"
    )
    standard = models.CharField(max_length=50, blank=True)
    note = models.CharField(max_length=500, blank=True, help_text="Why.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    @override
    def __str__(self) -> str:
        return f"{self.department or 'the company'}: {self.standard or 'as the company'}"


class DepartmentStandard(models.Model):
    """Which standard a department's photos are judged by, where it isn't the company's."""

    department = models.OneToOneField(
        Department, on_delete=models.CASCADE, related_name="photo_standard"
    )
    standard = models.CharField(max_length=50)

    def __str__(self) -> str:
        return f"{self.department}: {self.standard}"
