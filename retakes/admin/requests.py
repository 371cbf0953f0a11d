"""The list of requests for new photos: who was asked why, until when, and how it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, override

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.decorators import display

from links.admin.of_people import OfPeople
from photos.admin import cells
from photos.admin.change_list import Listed, Pages
from photos.admin.scoped import OwnDepartmentsFilter
from photos.labels import NOTHING
from photos.quality.explain_person import PersonWords
from photos.standards import standards_in_use
from retakes import states
from retakes.admin import one_request
from retakes.admin.ending import CANCEL, WAIVE, confirm_end
from retakes.admin.filters import AttentionFilter, CauseFilter, NoteFilter, StateFilter
from retakes.asking import remind
from retakes.labels import state_label
from retakes.models import Retake
from retakes.reasons import told, words_of

MOST_AT_ONCE = 1_000  # requests that one action changes
COLUMNS = ("state_shown", "reason", "asked", "due", "answered", "sent")


def to_request(retake: Retake, photo_id: int | None) -> SafeString:
    """The person's cell, leading to the page of the request."""
    person = retake.person
    cell = cells.person_cell(person, photo_id, str(person.department or ""))
    address = reverse("admin:retakes_retake_change", args=[retake.pk])
    return format_html('<a class="sf-to-photo" href="{}">{}</a>', address, cell)


def day_cell(day: date) -> SafeString:
    """A day in one line."""
    words = date_format(day, "SHORT_DATE_FORMAT")
    return format_html('<span class="rt-day">{}</span>', words)


class Requests(Listed):
    """Requests with their `words`."""

    @override
    def rows_of(self, keys: Sequence[int]) -> list[Any]:
        rows, now = super().rows_of(keys), standards_in_use()
        for retake in rows:
            retake.words = words_of(retake, now)
        return rows


@admin.register(Retake)
class RetakeAdmin(OfPeople):
    """Requests within the user's reach, the newest first."""

    list_display = ["who", *COLUMNS]
    list_filter = [
        StateFilter,
        AttentionFilter,
        NoteFilter,
        CauseFilter,
        ("person__department", OwnDepartmentsFilter),
    ]
    list_select_related = ["person__department", "person__card", "photo__judgement"]
    list_fullwidth = True
    list_before_template = "retakes/admin/above.html"
    show_full_result_count = False
    paginator = Pages
    ordering = ["-pk"]
    actions = ["pause_chosen", "resume_chosen", "remind_chosen", "waive_chosen", "cancel_chosen"]
    empty_hint = _("People are asked from their own pages, from lists, and all at once from here.")

    @override
    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[Listed]:
        return Requests

    @override
    def get_list_display(self, request: HttpRequest) -> list[str]:
        faces = request.user.has_perm("photos.view_photo")
        return ["who_with_face" if faces else "who", *COLUMNS]

    @display(description=_("Person"), ordering="person__last_name")
    def who(self, retake: Retake) -> SafeString:
        """Name and department, leading to the request."""
        return to_request(retake, None)

    @display(description=_("Person"), ordering="person__last_name")
    def who_with_face(self, retake: Retake) -> SafeString:
        """The same with the newest photo."""
        return to_request(retake, retake.person.card.photo_id)

    @display(description=_("State"), ordering="state")
    def state_shown(self, retake: Retake) -> SafeString:
        """Where it stands."""
        return state_label(retake)

    @display(description=_("Reason"))
    def reason(self, retake: Retake) -> SafeString | str:
        """The first one, as the person reads it."""
        words: PersonWords = retake.words  # type: ignore[attr-defined]
        return cells.sentence_cell(told(retake.cause, words.reasons)[0])

    @display(description=_("Asked"), ordering="asked_at")
    def asked(self, retake: Retake) -> SafeString:
        """The day."""
        return day_cell(localtime(retake.asked_at))

    @display(description=_("Due"), ordering="due_on")
    def due(self, retake: Retake) -> SafeString | str:
        """The day, marked when it has passed without a photo."""
        day = day_cell(retake.due_on)
        if not retake.is_overdue:
            return day
        late = format_html('<span class="rt-late">{}</span>', gettext("overdue"))
        return cells.two_lines(day, late)

    @display(description=_("Looked and tried"), ordering="tries")
    def answered(self, retake: Retake) -> SafeString | str:
        """When they opened it, and how many photos they tried."""
        if retake.opened_at is None:
            return NOTHING
        opened = day_cell(localtime(retake.opened_at))
        tries = ngettext("%(number)d try", "%(number)d tries", retake.tries) % {
            "number": retake.tries
        }
        return cells.two_lines(opened, tries if retake.tries else gettext("not tried yet"))

    @display(description=_("Messages"), ordering="messages")
    def sent(self, retake: Retake) -> SafeString | str:
        """How many were sent, the request and its reminders; or that none can be."""
        if not retake.person.email:
            return cells.two_lines(NOTHING, gettext("no e-mail address"))
        if retake.awaits_photo and not retake.messages:
            return cells.two_lines(NOTHING, gettext("not sent yet"))
        return str(retake.messages)

    @admin.action(description=_("Pause"), permissions=["decide"])
    def pause_chosen(self, request: HttpRequest, chosen: QuerySet[Retake]) -> None:
        """No message goes and no day passes until they are resumed."""
        self.tell(request, self.first_of(request, chosen), states.pause)

    @admin.action(description=_("Resume"), permissions=["decide"])
    def resume_chosen(self, request: HttpRequest, chosen: QuerySet[Retake]) -> None:
        """Go on; the due day moves by the days of the pause."""
        self.tell(request, self.first_of(request, chosen), states.resume)

    @admin.action(description=_("Remind now"), permissions=["decide"])
    def remind_chosen(self, request: HttpRequest, chosen: QuerySet[Retake]) -> None:
        """Let the next message go now, where one is still allowed."""
        self.tell(request, self.first_of(request, chosen), remind)

    @admin.action(description=_("No new photo is needed"), permissions=["decide"])
    def waive_chosen(
        self, request: HttpRequest, chosen: QuerySet[Retake]
    ) -> HttpResponseBase | None:
        """End them with a reason; photos that wait for a decision are waived by it."""
        return confirm_end(self, request, self.first_of(request, chosen), WAIVE)

    @admin.action(description=_("Cancel"), permissions=["decide"])
    def cancel_chosen(
        self, request: HttpRequest, chosen: QuerySet[Retake]
    ) -> HttpResponseBase | None:
        """Take the requests back."""
        return confirm_end(self, request, self.first_of(request, chosen), CANCEL)

    def first_of(self, request: HttpRequest, chosen: QuerySet[Retake]) -> QuerySet[Retake]:
        """As many as one action changes; says so where there are more."""
        if chosen.count() > MOST_AT_ONCE:
            told_so = gettext("Only the first %(most)s: do it once more for the others.")
            most = number_format(MOST_AT_ONCE, force_grouping=True)
            self.message_user(request, told_so % {"most": most}, messages.WARNING)
        return chosen[:MOST_AT_ONCE]

    def tell(
        self, request: HttpRequest, chosen: Iterable[Retake], change: Callable[[Retake], bool]
    ) -> None:
        """Do it to each; how many it fitted."""
        rows = list(chosen)
        changed = sum(change(one) for one in rows)
        told_so = ngettext(
            "%(number)s request changed.", "%(number)s requests changed.", changed
        ) % {"number": number_format(changed)}
        if changed < len(rows):
            left = ngettext(
                "%(number)s stays as it is: it does not fit there.",
                "%(number)s stay as they are: it does not fit there.",
                len(rows) - changed,
            ) % {"number": number_format(len(rows) - changed)}
            told_so = f"{told_so} {left}"
        level = messages.SUCCESS if changed == len(rows) else messages.WARNING
        self.message_user(request, told_so, level)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Whether who asks may change how requests go."""
        return request.user.has_perm("retakes.change_retake")

    @override
    def get_urls(self) -> list[URLPattern]:
        urls: list[URLPattern] = super().get_urls()
        do = self.admin_site.admin_view(require_POST(self.do_view))
        link = self.admin_site.admin_view(require_POST(self.link_view))
        own = [
            path("<int:retake_id>/do/<str:what>/", do, name="retakes_retake_do"),
            path("<int:retake_id>/link/", link, name="retakes_retake_link"),
        ]
        return [*own, *urls]

    @override
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponseBase:
        """One request, to look at: what is done about it goes through `do_view`."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        retake = self.get_object(request, unquote(object_id))
        if retake is None:
            raise Http404
        if request.method == "POST":
            raise PermissionDenied
        return one_request.shown(request, retake)

    def do_view(self, request: HttpRequest, retake_id: int, what: str) -> HttpResponseBase:
        """Pause, resume, remind, waive or cancel one request."""
        return one_request.done(self, request, retake_id, what)

    def link_view(self, request: HttpRequest, retake_id: int) -> HttpResponseBase:
        """A link to hand over, shown this once."""
        return one_request.link(request, retake_id)
