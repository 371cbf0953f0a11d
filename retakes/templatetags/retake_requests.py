"""Requests for new photos, on the person's page and in lists."""

from typing import Any

from django import template
from django.template import Context

from directory.models import Person
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
