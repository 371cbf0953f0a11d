"""Who has agreed to the comparison of faces, and who has taken that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models import Person
from directory.reach import reach_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents, by who may see them."""

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> ConsentQuerySet:
        """Those of people whom the user may see."""
        return self.filter(reach_of(user).people("person"))


class Consent(models.Model):
    """One person's consent to one version of the text, from its day to its withdrawal.

    Rows stay as the proof of what was agreed and when; a person has at most one that stands.
    """

    class By(models.TextChoices):
        LINK = "link", _("by personal link")
        FORM = "form", _("by a signed form")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    text_version = models.CharField(max_length=20)
    given_by = models.CharField(max_length=10, choices=By)
    link_id = models.BigIntegerField(null=True, editable=False)  # that layer is above this one
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    form_note = models.CharField(
        max_length=200, blank=True, help_text=_("Where the signed form is kept.")
    )
    given_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(withdrawn_at=None), name="consent_one_stands"
            ),
            models.CheckConstraint(
                condition=Q(given_by="link", link_id__isnull=False)
                | (Q(given_by="form") & ~Q(form_note="")),
                name="consent_has_proof",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_given_by_display()}"
