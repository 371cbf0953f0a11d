"""A day on which a photographer takes many new photos at one place."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from directory.reach import reach_of
from directory.validators import no_formula

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

LONGEST_NOTE = 500  # characters, of each note


class PhotoDayQuerySet(models.QuerySet["PhotoDay"]):
    """Photo days, by who may see them."""

    def for_user(self, user: AbstractBaseUser | AnonymousUser) -> PhotoDayQuerySet:
        """Those that the user planned, or on which somebody is photographed whom they may see."""
        reach = reach_of(user)
        if reach.is_whole:
            return self.all()
        theirs = Q(planned_by=user.pk) | reach.people("retakes__person")
        return self.filter(pk__in=self.filter(theirs).values("pk"))


class PhotoDay(models.Model):
    """One day at one place; who is photographed then are the retakes that name it."""

    location = models.CharField(_("place"), max_length=200, blank=True, validators=[no_formula])
    held_on = models.DateField(_("day"))
    photographer = models.CharField(_("photographer"), max_length=200, blank=True)
    told = models.CharField(
        _("what the people are told"),
        max_length=LONGEST_NOTE,
        blank=True,
        help_text=_("Room and times: this stands in their message and on their page."),
    )
    note = models.CharField(
        _("note for the photographer"),
        max_length=LONGEST_NOTE,
        blank=True,
        help_text=_("What else the photographer must know; the people do not see it."),
    )
    uses: models.JSONField[list[str]] = models.JSONField(
        default=list, help_text="Names of photos.quality.uses."
    )
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    planned_at = models.DateTimeField(auto_now_add=True)

    objects = PhotoDayQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-id"]

    def __str__(self) -> str:
        return f"{self.location}, {date_format(self.held_on)}".removeprefix(", ")

    @property
    def over(self) -> datetime:
        """When the day is over: nobody is reminded before."""
        return make_aware(datetime.combine(self.held_on, time.max))
