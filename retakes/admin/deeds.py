"""What HR does to open requests, and the sentence that says so afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest
from django.utils.translation import ngettext, ngettext_lazy

from retakes import states
from retakes.asking import remind
from retakes.models import Retake


@dataclass(frozen=True, slots=True)
class Deed:
    """A change of one request, which answers whether it fitted, and what is `told` of many."""

    change: Callable[[Retake], bool]
    told: Any  # a lazy sentence with its plural, by `number`


CANCELLED = ngettext_lazy(
    "%(number)s request cancelled.", "%(number)s requests cancelled.", "number"
)
WAIVED = ngettext_lazy(
    "%(number)s request ended: no new photo is needed.",
    "%(number)s requests ended: no new photo is needed.",
    "number",
)
DEEDS = {
    "pause": Deed(
        states.pause,
        ngettext_lazy("%(number)s request paused.", "%(number)s requests paused.", "number"),
    ),
    "resume": Deed(
        states.resume,
        ngettext_lazy("%(number)s request resumed.", "%(number)s requests resumed.", "number"),
    ),
    "remind": Deed(
        remind,
        ngettext_lazy("%(number)s message goes now.", "%(number)s messages go now.", "number"),
    ),
    "cancel": Deed(states.cancel, CANCELLED),
}


def do_and_tell(
    model_admin: ModelAdmin[Any], request: HttpRequest, chosen: Iterable[Retake], deed: Deed
) -> None:
    """Do it to each, and say for how many it fitted."""
    rows = list(chosen)
    changed = sum(deed.change(one) for one in rows)
    left = len(rows) - changed
    told = [str(deed.told % {"number": changed})] if changed or not left else []
    if left:
        told += [
            ngettext(
                "%(number)s stays as it is: it does not fit there.",
                "%(number)s stay as they are: it does not fit there.",
                left,
            )
            % {"number": left}
        ]
    level = messages.WARNING if left else messages.SUCCESS
    model_admin.message_user(request, " ".join(told), level)
