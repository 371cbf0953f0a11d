"""Keys by which one person reaches their own pages, and what is asked for there."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from directory.models import Person
from directory.reach import reach_of
from tokens.models import digest

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

LIFE = timedelta(days=14)
KEY_BYTES = 32  # random; 256 bits


class PersonLinkQuerySet(models.QuerySet["PersonLink"]):
    """Links, found by their key or by who may see them."""

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> PersonLinkQuerySet:
        """Those of people whom the user may see."""
        return self.filter(reach_of(user).people("person"))

    def open(self) -> PersonLinkQuerySet:
        """Those that open anything now."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def opened_by(self, key: str) -> PersonLink | None:
        """The open link of that key, with its person; None for every other word."""
        return self.open().select_related("person").filter(key_hash=digest(key)).first()


class PersonLink(models.Model):
    """One person's link: opens their pages for two weeks, and takes one photo.

    The key itself is not kept. Looking never uses the link up, a stored photo does: from then on
    its pages tell how the photo fares, and take no other.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    uploads = models.PositiveIntegerField(default=0)

    objects = PersonLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = "personal link"

    def __str__(self) -> str:
        return f"{self.person}, {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether the link opens anything now."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def takes_photo(self) -> bool:
        """Whether a photo may come by this link: none did, and its person works here."""
        return self.used_at is None and self.person.status == Person.Status.ACTIVE

    def set_new_key(self) -> str:
        """Give the link a fresh key and return it: the only time it can be seen."""
        key = secrets.token_urlsafe(KEY_BYTES)
        self.key_hash = digest(key)
        return key


class ErasureRequestQuerySet(models.QuerySet["ErasureRequest"]):
    """Requests, by who may see them."""

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> ErasureRequestQuerySet:
        """Those of people whom the user may see."""
        return self.filter(reach_of(user).people("person"))


class ErasureRequest(models.Model):
    """Somebody asks to be erased; HR decides, and erasing the person removes this too."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="erasure_request")
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at"]
        verbose_name = "request for erasure"
        verbose_name_plural = "requests for erasure"

    def __str__(self) -> str:
        return str(self.person)
