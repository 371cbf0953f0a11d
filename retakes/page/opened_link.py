"""What the pages behind a link share: their policy, and whose request they are about."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.csp import CSP

from directory.models import Person
from links.pages import POLICY
from retakes.models import Retake

# As the other pages, and besides: this site's own scripts, what they tell it, and a look at the
# picture that was just chosen.
PAGE_POLICY: Mapping[str, list[str]] = {
    **POLICY,
    "script-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "img-src": [CSP.SELF, "blob:"],
}


def open_retake(person: Person) -> Retake | None:
    """The request that the person's pages are about; none where nobody asks."""
    theirs = Retake.objects.open().filter(person=person.pk)
    found: Retake | None = theirs.select_related("person", "photo__judgement", "photo_day").first()
    return found
