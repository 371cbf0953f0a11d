"""Requests for new photos, on the person's page and in lists."""

from typing import Any

from django import template
from django.db.models import Count, Q
from django.template import Context
from django.utils.translation import gettext as _

from directory.models import Person
from photos.models import Photo
from retakes import querysets
from retakes.labels import state_label
from retakes.models import Retake

register = template.Library()
register.simple_tag(state_label, name="request_state")

SHOWN = 3


@register.inclusion_tag("retakes/admin/person.html", takes_context=True)
def person_retakes(context: Context, person: Person | None) -> dict[str, Any]:
    """The card with a person's last requests, and the way to ask for a photo."""
    user = context["request"].user
    if person is None or not user.has_perm("retakes.view_retake"):
        return {"person": None}
    last = list(Retake.objects.filter(person=person.pk)[:SHOWN])
    is_free = person.status == Person.Status.ACTIVE and not any(one.is_open for one in last)
    return {
        "person": person,
        "requests": last,
        "may_ask": is_free and user.has_perm("retakes.add_retake"),
    }


@register.inclusion_tag("retakes/admin/note.html")
def note_with(photo: Photo) -> dict[str, Any]:
    """What the person wrote to HR about a photo that they submitted by their own page."""
    if photo.source != Photo.Source.LINK:
        return {"retake": None}
    told = Retake.objects.filter(submitted=photo.pk).exclude(person_note="")
    return {"retake": told.first()}


@register.inclusion_tag("retakes/admin/views.html", takes_context=True)
def request_views(context: Context) -> dict[str, Any]:
    """What HR looks at most often among open requests, with how many there are: one query."""
    request = context["request"]
    views = (
        ("all", _("Open"), "state=open", Q()),
        ("submitted", _("To decide"), "state=submitted", Q(state=Retake.State.SUBMITTED)),
        ("overdue", _("Overdue"), "look=overdue", querysets.late()),
        ("unanswered", _("Never answered"), "look=unanswered", querysets.UNANSWERED),
        ("noted", _("With a note"), "look=noted", querysets.NOTED),
        ("by_hand", _("Without an e-mail address"), "look=by_hand", querysets.BY_HAND),
    )
    rows = Retake.objects.for_user(request.user).open()
    numbers = rows.aggregate(**{one[0]: Count("pk", filter=one[3]) for one in views})
    now = request.GET.urlencode()
    return {
        "views": [(title, query, numbers[name], query == now) for name, title, query, _q in views]
    }
