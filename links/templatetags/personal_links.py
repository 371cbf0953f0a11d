"""What HR sees and does about a person's links, consent and requests, on the person's page."""

from typing import Any

from django import template
from django.template import Context

from directory.models import Person
from links.models import ErasureRequest
from privacy import consent

register = template.Library()


@register.inclusion_tag("links/admin/person.html", takes_context=True)
def person_rights(context: Context, person: Person | None) -> dict[str, Any]:
    """The card with the person's links, consent and request for erasure."""
    user = context["request"].user
    may = {
        "may_see": user.has_perm("links.view_personlink"),
        "may_make": user.has_perm("links.add_personlink"),
        "may_revoke": user.has_perm("links.change_personlink"),
        "may_consent": user.has_perm("privacy.add_consent"),
        "may_withdraw": user.has_perm("privacy.change_consent"),
    }
    if person is None or not any(may.values()):
        return {"person": None}
    return may | {
        "person": person,
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
        "links": person.links.select_related("created_by")[:3],
        "consent": consent.standing_of(person.pk),
        "is_comparing": consent.is_switched_on(),
        "asked": ErasureRequest.objects.filter(person=person.pk).first(),
    }
