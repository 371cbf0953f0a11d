"""Departments, and the standard each is judged by."""

from typing import Any, ClassVar, cast, override

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ORDER_VAR
from django.contrib.auth.models import User
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget

from directory.models import Department
from directory.reach import reach_of
from photos import assess, cards, consistency, standard_changes
from photos.admin.department_counts import DepartmentChangeList, with_counts_to_sort_by
from photos.admin.export_columns import DEPARTMENTS, ExportColumn
from photos.admin.exports import WITH_BUTTON, ListExport
from photos.admin.scoped import MadeByLeads
from photos.admin.stale import SEEN, SeenForm
from photos.admin.team_page import level_of, team_page_of
from photos.jobs import rejudge
from photos.labels import NOTHING, label, spoken
from photos.models import DepartmentStandard
from photos.quality.standard import load_standard, standard_names
from photos.standards import all_standards, company_standard, newest_versions, standard_named
from work import jobs


def standard_choices() -> list[tuple[str, str]]:
    """The company's standard, then all others by name, own ones last."""
    company = spoken(standard_named(company_standard()).title)
    named = [(one.name, f"{spoken(one.title)}: {spoken(one.summary)}") for one in all_standards()]
    return [("", gettext("The company's standard (%(title)s)") % {"title": company}), *named]


def own_standard(department: Department) -> str:
    """The name of the department's own standard, empty without one."""
    bound: DepartmentStandard | None = getattr(department, "photo_standard", None)
    return bound.standard if bound else ""


def people_link(number: int, department: Department, filters: str = "") -> SafeString:
    """A number that leads to the people it counts."""
    address = reverse("admin:directory_person_changelist")
    return format_html(
        '<a class="sf-link" href="{}?department__id__exact={}&status=active{}">{}</a>',
        address,
        department.pk,
        filters,
        number,
    )


class DepartmentForm(SeenForm[Department]):
    """A department with its standard; without one, the company's counts."""

    standard = forms.ChoiceField(
        label=_("Standard"),
        required=False,
        choices=standard_choices,
        widget=UnfoldAdminSelectWidget,
        help_text=_("Photos are judged again under it from their stored measurements."),
    )

    class Meta:
        model = Department
        fields = ["name", "slug"]
        labels: ClassVar = {"slug": _("Short name")}
        help_texts: ClassVar = {"slug": _("Stands for the department in web addresses.")}

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["standard"].initial = own_standard(self.instance)


@admin.register(Department)
class DepartmentAdmin(MadeByLeads, ListExport):
    """Departments with how many people they have and how many need a retake."""

    change_list_template = WITH_BUTTON
    export_columns = (
        *DEPARTMENTS,
        ExportColumn("standard", lambda department: own_standard(department)),
    )
    list_display = ["name", "people", "passed", "need_a_retake", "alike", "judged_by"]
    list_select_related = ["photo_standard"]
    list_per_page = 50
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    form = DepartmentForm
    change_form_outer_before_template = "photos/admin/team_page.html"

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[Department]:
        departments: QuerySet[Department] = super().get_queryset(request)
        own = newest_versions().filter(standard__name=OuterRef("photo_standard__standard"))
        departments = departments.annotate(own_title=Subquery(own.values("title")[:1]))
        is_sorted = ORDER_VAR in request.GET
        return with_counts_to_sort_by(departments) if is_sorted else departments

    @override
    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[DepartmentChangeList]:
        return DepartmentChangeList

    @display(description=_("People"), ordering="people_count")
    def people(self, department: Any) -> SafeString:
        """How many work there."""
        return people_link(department.counts.people, department)

    @display(description=_("Passed, to approve"), ordering="passed_count")
    def passed(self, department: Any) -> SafeString:
        """How many photos only wait for somebody to approve them."""
        return people_link(department.counts.passed, department, "&photo=in_review&verdict=pass")

    @display(description=_("Need a retake"), ordering="retake_count")
    def need_a_retake(self, department: Any) -> SafeString:
        """How many of them need a new photo."""
        return people_link(department.counts.need_a_retake, department, "&retake=yes")

    @display(description=_("Photos alike"), ordering="team_score")
    def alike(self, department: Any) -> SafeString | str:
        """How alike the published photos are, 0 to 100; a dash for too few of them."""
        score = department.counts.team_score
        return NOTHING if score is None else label(str(score), level_of(score))

    @display(description=_("Standard"), ordering="photo_standard__standard")
    def judged_by(self, department: Department) -> str:
        """The department's own standard, or the company's."""
        name = own_standard(department)
        if name in standard_names():
            return spoken(load_standard(name).title)
        return str(getattr(department, "own_title", "") or name or gettext("The company's"))

    @override
    def get_fields(self, request: HttpRequest, obj: Department | None = None) -> list[str]:
        if obj and not self.has_change_permission(request, obj):
            return ["name", "slug", "judged_by"]
        return ["name", "slug", "standard", *([SEEN] if obj else [])]

    @override
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form, below how alike the department's photos are."""
        context = dict(extra_context or {})
        department = self.get_object(request, unquote(object_id)) if object_id else None
        if department and request.user.has_perm("photos.view_photo"):
            context["team"] = team_page_of(department, reach_of(request.user))
        response: HttpResponse = super().changeform_view(request, object_id, form_url, context)
        return response

    @override
    def save_model(
        self, request: HttpRequest, obj: Department, form: DepartmentForm, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if change and {"name", "slug"} & set(form.changed_data):
            cards.write(obj.people.values_list("pk", flat=True))
        if "standard" in form.changed_data:
            why = standard_changes.Why(cast("User", request.user), note="")
            standard_changes.bind(obj, form.cleaned_data["standard"], why)
            consistency.mark([obj.pk])  # other standards ask other things of teams
            told = judged_anew(obj, cast("User", request.user))
            self.message_user(request, told, messages.INFO)


def judged_anew(department: Department, by: User) -> str:
    """Judge the department's photos by its standard of now, many of them as a long job; what
    to tell of it."""
    wishes = {"department": department.pk}
    if rejudge.asked_for(wishes).count() > standard_changes.JUDGED_IN_REQUEST:
        jobs.begin_anew("rejudge", wishes, by)
        return gettext("The department's photos are judged anew in the background.")
    changes = list(assess.rejudge(department))
    others = sum(changed.is_other_verdict for changed in changes)
    told = ngettext(
        "%(photos)s photo judged anew, %(others)s with another verdict.",
        "%(photos)s photos judged anew, %(others)s with another verdict.",
        len(changes),
    )
    return told % {"photos": number_format(len(changes)), "others": number_format(others)}
