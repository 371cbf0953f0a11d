"""What the address of a sheet says: which people, which crop, with which marks."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _

from directory.models import Department
from directory.reach import Reach
from photos.squares import ALIGNED, MIDDLE

AFTER, BEFORE, BOTH = "after", "before", "both"
MODES = {AFTER: _("As published"), BEFORE: _("As uploaded"), BOTH: _("Both side by side")}
KINDS = {AFTER: (ALIGNED,), BEFORE: (MIDDLE,), BOTH: (MIDDLE, ALIGNED)}
BY_NAME, BY_MARK = "name", "marks"
ORDERS = {BY_NAME: _("By name"), BY_MARK: _("What needs a hand first")}


@dataclass(frozen=True, slots=True)
class Options:
    """One sheet. `department` None is everybody within reach."""

    reach: Reach
    department: Department | None
    mode: str
    order: str
    has_marks: bool

    @property
    def kinds(self) -> tuple[str, ...]:
        """The pictures of each person, from left to right."""
        return KINDS[self.mode]

    def query(self, **other: str) -> str:
        """The address's query with some values changed."""
        slug = self.department.slug if self.department else ""
        marks = "1" if self.has_marks else "0"
        own = {"department": slug, "mode": self.mode, "sort": self.order, "marks": marks}
        return urlencode({**own, **other})


def options_of(asked: QueryDict, reach: Reach) -> Options:
    """The options of an address; unknown words are the usual ones. Raises Http404 for a
    department that isn't there, or not within reach."""
    slug = asked.get("department", "")
    own = Department.objects.within(reach)
    department = own.filter(slug=slug).first() if slug else None
    if slug and department is None:
        raise Http404
    mode, order = asked.get("mode", AFTER), asked.get("sort", BY_NAME)
    return Options(
        reach=reach,
        department=department,
        mode=mode if mode in MODES else AFTER,
        order=order if order in ORDERS else BY_NAME,
        has_marks=asked.get("marks", "1") != "0",
    )
