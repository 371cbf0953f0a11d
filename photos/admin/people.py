"""People with their verdicts: the list, the page of one person, import and export."""

from typing import Any, override

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.contrib.admin.utils import unquote
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Combinable
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from directory.models import Department, Person
from directory.reach import NOBODY, reach_of
from photos.admin import cells, export_columns
from photos.admin.bulk import reviewer_of
from photos.admin.change_list import PeopleChangeList
from photos.admin.decisions import ACTIONS, deletion_last
from photos.admin.exports import ListExport
from photos.admin.filters import (
    LocationFilter,
    PersonAgeFilter,
    PersonPhotoFilter,
    PersonReasonFilter,
    PersonRetakeFilter,
    PersonReviewerFilter,
    PersonVerdictFilter,
    StatusFilter,
)
from photos.admin.people_by_file import PeopleByFile
from photos.admin.person_form import PersonForm
from photos.admin.person_photos import copy_and_end_of, photos_of, take_in
from photos.admin.scoped import OwnDepartmentsFilter, Scoped
from photos.admin.stale import SEEN
from photos.admin.written import card_of, people_were_written
from photos.labels import NOTHING, card_label, reason_words, spoken, verdict_label
from photos.models import Photo
from photos.people import erase_people
from photos.quality.limits import UnreadablePhoto
from photos.score_orders import BEFORE_EVERY_SCORE, score_or
from photos.trail import events_about, key_of


# The theme's class first: import-export's templates and checks build on it.
@admin.register(Person)
class PersonAdmin(Scoped, ListExport, PeopleByFile):
    """Everybody whom the user may see, those who need a retake first."""

    form = PersonForm
    export_columns = export_columns.PEOPLE
    export_note = _("Importing the file again changes nobody.")
    list_filter = [
        PersonVerdictFilter,
        PersonRetakeFilter,
        PersonReasonFilter,
        ("department", OwnDepartmentsFilter),
        LocationFilter,
        StatusFilter,
        PersonPhotoFilter,
        PersonAgeFilter,
        PersonReviewerFilter,
    ]
    list_select_related = ["department", "card__photo"]
    list_per_page = 50
    list_fullwidth = True
    search_fields = ["search"]
    search_help_text = _("Search by name, e-mail or employee id")
    actions = ACTIONS
    list_before_template = "desk/lists/above.html"
    change_form_outer_before_template = "photos/admin/person_photo.html"
    change_form_outer_after_template = "photos/admin/person_history.html"
    delete_confirmation_template = "photos/admin/erase_person.html"
    delete_selected_confirmation_template = "photos/admin/erase_people.html"
    # Who needs a retake, worst first; then who has nothing to judge; then the others.
    ordering = [
        "-card__needs_retake",
        score_or(BEFORE_EVERY_SCORE, "card__score").asc(),
        "last_name",
        "first_name",
        "id",
    ]

    @override
    def get_list_display(self, request: HttpRequest) -> list[Any]:
        columns_at_the_end = ["photo_state", "age", "last_decision"]
        if request.user.has_perm("photos.view_photo"):
            return [
                "who_with_face",
                "in_department",
                "verdict_with_photo",
                "score",
                "reason_with_photo",
                *columns_at_the_end,
            ]
        return ["who", "in_department", "verdict", "score", "main_reason", *columns_at_the_end]

    @display(description=_("Person"), ordering=F("last_name"))
    def who_with_face(self, person: Person) -> SafeString:
        """Thumbnail, name and job title."""
        return cells.person_cell(person, card_of(person).photo_id, person.job_title)

    @display(description=_("Person"), ordering=F("last_name"))
    def who(self, person: Person) -> SafeString:
        """Name and job title, for those who may not see pictures."""
        return cells.person_cell(person, None, person.job_title)

    @display(description=_("Department"), ordering="department__name")
    def in_department(self, person: Person) -> SafeString | str:
        """Where the person works."""
        return cells.clipped(person.department)

    @display(description=_("Verdict"), ordering="card__verdict")
    def verdict(self, person: Person) -> SafeString | str:
        """What the machine says of the current photo."""
        return verdict_label(card_of(person).verdict)

    @display(description=_("Verdict"), ordering="card__verdict")
    def verdict_with_photo(self, person: Person) -> SafeString | str:
        """The same, leading to the photo."""
        return cells.to_photo(self.verdict(person), card_of(person).photo_id)

    @display(description=_("Score"), ordering=F("card__score"), empty_value=NOTHING)
    def score(self, person: Person) -> int | None:
        """0 to 100."""
        return card_of(person).score

    @display(description=_("Main reason"))
    def main_reason(self, person: Person) -> SafeString | str:
        """The sentence that decided."""
        return cells.sentence_cell(reason_words(card_of(person)))

    @display(description=_("Main reason"))
    def reason_with_photo(self, person: Person) -> SafeString | str:
        """The same, leading to the photo."""
        return cells.to_photo(self.main_reason(person), card_of(person).photo_id)

    @display(description=_("Photo"), ordering="card__photo_state")
    def photo_state(self, person: Person) -> SafeString:
        """Where the current photo stands, and whether a new one is needed."""
        return card_label(card_of(person))

    @display(description=_("Age"))
    def age(self, person: Person) -> SafeString | str:
        """How old the current photo is."""
        return cells.age_cell(card_of(person).photo)

    @display(description=_("Last decision"))
    def last_decision(self, person: Any) -> SafeString | str:
        """What was decided last about the current photo, by whom and when."""
        return cells.decision_cell(person.last_decision)

    def person_key_of(self, row: Person) -> Combinable:
        """Whom the trail names."""
        return key_of(row.pk)

    def events_about(self, row: Person) -> Q:
        """The history of a person is that of their photos too."""
        about: Q = super().events_about(row)
        return about | events_about(row.pk)

    @override
    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[PeopleChangeList]:
        return PeopleChangeList

    @override
    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Person], search_term: str
    ) -> tuple[QuerySet[Person], bool]:
        matching: Any = queryset
        return matching.matching(search_term), False

    @override
    def get_fieldsets(self, request: HttpRequest, obj: Person | None = None) -> Any:
        fieldsets: list[Any] = [
            (
                None,
                {
                    "fields": [
                        ("first_name", "last_name"),
                        ("employee_id", "status"),
                        "email",
                        *([SEEN] if obj and self.has_change_permission(request, obj) else []),
                    ]
                },
            ),
            (
                _("Work"),
                {
                    "fields": [
                        "job_title",
                        ("department", "location"),
                        ("badge_number", "language"),
                    ]
                },
            ),
        ]
        if self.may_upload(request, obj):
            # Who is there already is mostly opened for a new photo; nobody should scroll to it.
            fieldsets.insert(0 if obj else 2, (_("New photo"), {"fields": ["photo", "purpose"]}))
        return fieldsets

    @override
    def get_actions(
        self, request: HttpRequest, action_location: ActionLocation = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        return deletion_last(super().get_actions(request, action_location=action_location))

    def may_upload(self, request: HttpRequest, person: Person | None) -> bool:
        """Whether the form has a field for a photo."""
        form_is_open = (
            self.has_change_permission(request, person)
            if person
            else self.has_add_permission(request)
        )
        return form_is_open and request.user.has_perm("photos.add_photo")

    def has_ask_permission(self, request: HttpRequest) -> bool:
        """Whether who asks may ask people for new photos."""
        return request.user.has_perm("retakes.add_retake")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Whether who asks may approve, waive, ask for retakes and assess again."""
        return request.user.has_perm("photos.change_photo")

    @override
    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(super().has_add_permission(request)) and reach_of(request.user) != NOBODY

    @override
    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only departments of one's own; who lacks one is nobody's but those who see all."""
        if db_field.name != "department":
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        own: dict[str, Any] = {
            "queryset": Department.objects.for_user(request.user).order_by("name")
        }
        if not reach_of(request.user).is_whole:
            own |= {"required": True, "empty_label": None}
        return super().formfield_for_foreignkey(db_field, request, **{**kwargs, **own})

    @override
    def get_form(
        self, request: HttpRequest, obj: Person | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "photo_refusal", "")
        if not self.may_upload(request, obj):
            form.base_fields.pop("photo", None)
            form.base_fields.pop("purpose", None)
        return form

    @override
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form; a refused photo takes back all that was saved and becomes its error."""
        context = dict(extra_context or {})
        person = self.get_object(request, unquote(object_id)) if object_id else None
        if person and request.method == "GET" and self.has_view_permission(request, person):
            self.log_view(person)
        if person and request.user.has_perm("photos.view_photo"):
            context["photos"] = photos_of(person)
        context |= copy_and_end_of(person, request.user)
        try:
            response: HttpResponse = super().changeform_view(
                request, object_id, form_url, dict(context)
            )
        except UnreadablePhoto as refusal:
            request.photo_refusal = refusal.message  # type: ignore[attr-defined]
            # Also on top: the field may lie below the edge of the screen.
            self.message_user(request, spoken(refusal.message), messages.ERROR)
            response = super().changeform_view(request, object_id, form_url, dict(context))
        return response

    @override
    def save_model(
        self, request: HttpRequest, obj: Person, form: PersonForm, change: bool
    ) -> None:
        if change:
            # Held, so that saving never brings back somebody who is just being erased.
            Person.objects.select_for_update().get(pk=obj.pk)
        super().save_model(request, obj, form, change)
        people_were_written([obj.pk])
        upload = form.cleaned_data.get("photo")
        if upload:
            purpose = form.cleaned_data.get("purpose", "")
            told = take_in(obj, upload, reviewer_of(request), purpose)
            self.message_user(request, told, messages.INFO)

    @override
    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Who is to be erased, and how many photos: whoever may delete people may erase all
        that is theirs."""
        people = list(objs)
        photos = Photo.objects.filter(person__in=people).count()
        return [one.full_name for one in people], {"photos": photos}, set(), []

    @override
    def delete_model(self, request: HttpRequest, obj: Person) -> None:
        erase_people([obj.pk])

    @override
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        erase_people(queryset.values_list("pk", flat=True))

    @override
    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        """Back to the list, in words that don't name who is gone: they may wait in a session."""
        self.message_user(request, _("The person is erased."), messages.SUCCESS)
        return redirect("admin:directory_person_changelist")
