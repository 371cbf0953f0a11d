"""Photos: the list, and the page of one photo."""

from collections.abc import Iterable
from typing import Any, override

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from directory.models import Person
from directory.reach import reach_of
from photos import cards, consistency, publications
from photos.admin import cells, export_columns
from photos.admin.bulk import reviewer_of
from photos.admin.change_list import PhotoChangeList
from photos.admin.decisions import (
    ACTIONS,
    DECISIONS,
    LONGEST_REASON,
    deletion_last,
)
from photos.admin.deletion import without_key_count, without_keys
from photos.admin.exports import WITH_BUTTON, ListExport
from photos.admin.filters import (
    AgeFilter,
    PhotoLocationFilter,
    PhotoReasonFilter,
    PhotoRetakeFilter,
    PhotoStateFilter,
    PhotoVerdictFilter,
    ReviewerFilter,
)
from photos.admin.photo_page import page_of, refusal
from photos.admin.scoped import OwnDepartmentsFilter, Scoped
from photos.labels import NOTHING, reason_words, state_label, verdict_label
from photos.models import Photo
from photos.people import erase_photos
from photos.reviews import Conflict, as_seen
from photos.score_orders import BEHIND_EVERY_SCORE, score_or
from photos.trail import key_of

SAFE = ["GET", "HEAD"]


@admin.register(Photo)
class PhotoAdmin(Scoped, ListExport):
    """Photos come in through people; here they are looked at and decided on."""

    export_columns = export_columns.PHOTOS
    change_list_template = WITH_BUTTON
    list_display = [
        "who",
        "department",
        "outcome",
        "score_number",
        "reason",
        "standing",
        "age",
        "last_decision",
    ]
    list_filter = [
        PhotoVerdictFilter,
        PhotoRetakeFilter,
        PhotoReasonFilter,
        ("person__department", OwnDepartmentsFilter),
        PhotoLocationFilter,
        PhotoStateFilter,
        AgeFilter,
        ReviewerFilter,
        "is_current",
    ]
    list_select_related = ["person__department", "judgement"]
    list_per_page = 50
    list_fullwidth = True
    list_filter_submit = False
    search_fields = ["person__search"]
    search_help_text = _("Search by name, e-mail or employee id")
    actions = ACTIONS
    list_before_template = "desk/lists/above.html"
    ordering = ["-is_current", score_or(BEHIND_EVERY_SCORE).asc(), "pk"]
    change_form_template = "photos/admin/photo_page.html"

    @display(description=_("Person"), ordering="person__last_name")
    def who(self, photo: Photo) -> SafeString:
        """The thumbnail with the person's name."""
        return cells.person_cell(photo.person, photo.pk, photo.person.job_title)

    @display(description=_("Department"), ordering="person__department__name")
    def department(self, photo: Photo) -> SafeString | str:
        """Where the person works."""
        return cells.clipped(photo.person.department)

    @display(description=_("Verdict"), ordering="verdict")
    def outcome(self, photo: Photo) -> SafeString | str:
        """What the machine says."""
        return verdict_label(photo.verdict)

    @display(description=_("Score"), ordering=F("score"), empty_value=NOTHING)
    def score_number(self, photo: Photo) -> int | None:
        """0 to 100."""
        return photo.score

    @display(description=_("Main reason"))
    def reason(self, photo: Photo) -> SafeString | str:
        """The sentence that decided."""
        return cells.sentence_cell(reason_words(photo))

    @display(description=_("State"), ordering="state")
    def standing(self, photo: Photo) -> SafeString:
        """Where the photo stands."""
        return state_label(photo.state)

    @display(description=_("Age"))
    def age(self, photo: Photo) -> SafeString | str:
        """How old the photo is."""
        return cells.age_cell(photo)

    @display(description=_("Last decision"))
    def last_decision(self, photo: Any) -> SafeString | str:
        """What was decided last, by whom and when."""
        return cells.decision_cell(photo.last_decision)

    def person_key_of(self, row: Photo) -> Combinable:
        """Whom the trail names."""
        return key_of(row.person_id)

    @override
    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[PhotoChangeList]:
        return PhotoChangeList

    @override
    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Photo], search_term: str
    ) -> tuple[QuerySet[Photo], bool]:
        people = Person.objects.matching(search_term)
        return (queryset.filter(person__in=people) if search_term else queryset), False

    @override
    def get_actions(
        self, request: HttpRequest, action_location: ActionLocation = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        return deletion_last(super().get_actions(request, action_location=action_location))

    @override
    def get_urls(self) -> list[URLPattern]:
        decide = self.admin_site.admin_view(self.decide_view)
        own = path("<int:photo_id>/decide/<slug:decision>/", decide, name="photos_photo_decide")
        urls: list[URLPattern] = super().get_urls()
        return [own, *urls]

    @override
    def get_fields(self, request: HttpRequest, obj: Photo | None = None) -> list[str]:
        return []

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_ask_permission(self, request: HttpRequest) -> bool:
        """Whether who asks may ask people for new photos."""
        return request.user.has_perm("retakes.add_retake")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Whether who asks may approve, waive, ask for retakes and assess again."""
        return request.user.has_perm("photos.change_photo")

    @override
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page of one photo: nothing on it is a field, so nothing can be saved."""
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        photo = self.get_object(request, unquote(object_id))
        if photo and self.has_view_permission(request, photo):
            self.log_view(photo)
        context = self.page_context(request, photo) if photo else {}
        response: HttpResponse = super().change_view(
            request, object_id, form_url, {**(extra_context or {}), **context}
        )
        return response

    def page_context(self, request: HttpRequest, photo: Photo) -> dict[str, Any]:
        """What the page shows, and what this user may do there."""
        return {
            "title": photo.person.full_name,
            "page": page_of(photo, reach_of(request.user)),
            "longest_reason": LONGEST_REASON,
            "may_decide": self.has_decide_permission(request),
            "may_delete": self.has_delete_permission(request, photo),
            "may_view_person": request.user.has_perm("directory.view_person"),
        }

    def decide_view(self, request: HttpRequest, photo_id: int, decision: str) -> HttpResponse:
        """Carry out one of the page's buttons, and come back to the page."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_decide_permission(request):
            raise PermissionDenied
        if decision not in DECISIONS:
            raise Http404
        photo = get_object_or_404(Photo.objects.for_user(request.user), pk=photo_id)
        reason = request.POST.get("reason", "")[:LONGEST_REASON]
        try:
            with as_seen(photo, request.POST.get("seen", "")):
                done = DECISIONS[decision](photo, reviewer_of(request), reason)
        except Conflict as conflict:
            self.message_user(request, refusal(conflict, reason), messages.ERROR)
        else:
            self.message_user(request, done, messages.SUCCESS)
        return redirect("admin:photos_photo_change", photo.pk)

    @override
    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        listed, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        return without_keys(listed), without_key_count(counts), perms_needed, protected

    @override
    def delete_model(self, request: HttpRequest, obj: Photo) -> None:
        person_id = obj.person_id
        erase_photos([obj.pk])
        newest_is_current([person_id])

    @override
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> None:
        person_ids = list(queryset.values_list("person", flat=True))
        erase_photos(queryset.values_list("pk", flat=True))
        newest_is_current(person_ids)


def newest_is_current(person_ids: Iterable[int]) -> None:
    """After photos went, the newest that is left of each person is the current one, purpose by
    purpose."""
    people = list(Person.objects.filter(pk__in=person_ids))
    consistency.mark({person.department_id for person in people})
    for person in people:
        for purpose in set(person.photos.order_by().values_list("purpose", flat=True)):
            photos = person.photos.for_purpose(purpose)
            newest = photos.first()
            if newest and not photos.filter(is_current=True).exists():
                photos.filter(pk=newest.pk).update(is_current=True)
    publications.bring_in_line(person_ids)
    cards.write(person_ids)
