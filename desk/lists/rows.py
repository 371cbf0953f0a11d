"""Filters kept by a name."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedListQuerySet(models.QuerySet["SavedList"]):
    """Saved lists, by who may use them."""

    def for_user(self, user: User, of: str) -> SavedListQuerySet:
        """Their own of that kind, then what others share."""
        seen = models.Q(owner=user) | models.Q(is_shared=True)
        own_first = models.Case(models.When(owner=user, then=0), default=1)
        found = self.filter(seen, of=of).select_related("owner")
        return found.order_by(own_first, "name", "pk")


class SavedList(models.Model):
    """What one of the admin's lists was filtered by, searched for and ordered by."""

    class Of(models.TextChoices):
        PEOPLE = "people", _("people")
        PHOTOS = "photos", _("photos")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_lists"
    )
    of = models.CharField(max_length=10, choices=Of)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000, blank=True, help_text="As in the list's address.")
    is_shared = models.BooleanField(default=False)

    objects = SavedListQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "of", "name"], name="saved_list_named_once")
        ]

    def __str__(self) -> str:
        return self.name
