"""The first page: how the team's photos stand, and whom to look at first."""

from typing import Any

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from desk.dashboard import charts
from desk.dashboard.costs import cost_of
from desk.dashboard.day_counts import count_if_due
from desk.dashboard.day_counts import counted as counted_now
from desk.dashboard.rows import prices
from desk.dashboard.shares import counts, people_url, tiles
from desk.work.attention import needs_a_look
from directory.models import Person
from directory.reach import NOBODY, Reach, reach_of

WORST_SHOWN = 10


def worst(reach: Reach) -> list[Person]:
    """The people within reach whose photos need a retake most."""
    people = Person.objects.within(reach).active().filter(card__needs_retake=True)
    ordered = people.order_by(F("card__score").asc(nulls_last=True), "last_name", "id")
    return list(ordered.select_related("card", "department")[:WORST_SHOWN])


def fill(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The dashboard's part of the template context (UNFOLD's DASHBOARD_CALLBACK)."""
    context = context | {"work_notes": needs_a_look(request.user)}
    if not request.user.has_perm("directory.view_person"):
        return context
    reach = reach_of(request.user)
    counted = counts(reach)
    return (
        context
        | {
            "sees_nobody": reach == NOBODY,
            "people_count": counted["people"],
            "people_url": people_url(),
            "may_import": request.user.has_perms(
                ["directory.add_person", "directory.change_person"]
            ),
            "may_see_pictures": request.user.has_perm("photos.view_photo"),
            "has_example_page": settings.SAMEFRAME_EXAMPLE_INTRANET,
        }
        | (figures(request, reach, counted) if counted["people"] else {})
    )


def figures(request: HttpRequest, reach: Reach, counted: dict[str, int]) -> dict[str, Any]:
    """Everything that is drawn of a team that has people."""
    today = counted_now(timezone.now(), reach)
    if reach.is_whole:
        count_if_due(today)
    agreed, names = prices(), charts.department_names(reach)
    return {
        "own_departments": [] if reach.is_whole else sorted(names.values()),
        "covered": counted["published"],
        "covered_percent": 100 * counted["published"] / counted["people"],
        "retake_count": counted["retake"],
        "retake_url": people_url("retake=yes"),
        "none_count": counted["none"],
        "none_url": people_url("photo=none"),
        "fix_count": counted["fix"],
        "fix_url": people_url("photo=in_review&verdict=fix"),
        "fix_review_url": f"{reverse('admin:desk-review')}?verdict=fix"
        if request.user.has_perm("photos.change_photo")
        else "",
        "saved": cost_of(counted["fix"], agreed),
        "rest": cost_of(counted["retake"], agreed),
        "tiles": tiles(counted),
        "worst": worst(reach),
        "coverage": charts.coverage(today, names),
        "consistency": charts.consistency(names),
        "reasons": charts.reasons(reach),
        "trend": charts.trend(reach),
        "may_price": reach.is_whole and request.user.has_perm("desk.change_prices"),
    }
