"""Departments, and the standard each is judged by."""

from typing import Any, ClassVar, override

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget

from directory.models import Department, Person
from photos import cards
from photos.assess import rejudge
from photos.models import DepartmentStandard, Outcome, Photo
from photos.quality.standard import load_standard, standard_names


def standard_choices() -> list[tuple[str, str]]:
    """The company's standard, then the shipped ones by name."""
    company = load_standard(settings.SAMEFRAME_STANDARD).title
    named = [(name, load_standard(name)) for name in standard_names()]
    shipped = [(name, f"{one.title}: {one.summary}") for name, one in named]
    return [("", f"The company's standard ({company})"), *shipped]


def own_standard(department: Department) -> str:
    """The name of the department's own standard, empty without one."""
    bound: DepartmentStandard | None = getattr(department, "photo_standard", None)
    return bound.standard if bound else ""


def bind_standard(department: Department, name: str) -> None:
    """Give the department a standard of its own, or with an empty name take it away."""
    bound = DepartmentStandard.objects.filter(department=department)
    if not name:
        bound.delete()
    elif not bound.update(standard=name):
        DepartmentStandard.objects.create(department=department, standard=name)


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


class DepartmentForm(forms.ModelForm[Department]):
    """A department with its standard; without one, the company's counts."""

    standard = forms.ChoiceField(
        required=False,
        choices=standard_choices,
        widget=UnfoldAdminSelectWidget,
        help_text="Photos are judged again under it from their stored measurements.",
    )

    class Meta:
        model = Department
        fields = ["name", "slug"]
        labels: ClassVar = {"slug": "Short name"}
        help_texts: ClassVar = {"slug": "Stands for the department in web addresses."}

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["standard"].initial = own_standard(self.instance)


@admin.register(Department)
class DepartmentAdmin(ModelAdmin):
    """Departments with how many people they have and how many need a retake."""

    list_display = ["name", "people", "passed", "need_a_retake", "judged_by"]
    list_select_related = ["photo_standard"]
    list_per_page = 50
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    form = DepartmentForm

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[Department]:
        active = Q(people__status=Person.Status.ACTIVE)
        passed = Q(
            people__card__photo_state=Photo.State.IN_REVIEW,
            people__card__verdict=Outcome.PASS,
        )
        departments: QuerySet[Department] = super().get_queryset(request)
        return departments.annotate(
            people_count=Count("people", filter=active),
            passed_count=Count("people", filter=active & passed),
            retake_count=Count("people", filter=active & Q(people__card__needs_retake=True)),
        )

    @display(description="People", ordering="people_count")
    def people(self, department: Any) -> SafeString:
        """How many work there."""
        return people_link(department.people_count, department)

    @display(description="Passed, to approve", ordering="passed_count")
    def passed(self, department: Any) -> SafeString:
        """How many photos only wait for somebody to approve them."""
        return people_link(department.passed_count, department, "&photo=in_review&verdict=pass")

    @display(description="Need a retake", ordering="retake_count")
    def need_a_retake(self, department: Any) -> SafeString:
        """How many of them need a new photo."""
        return people_link(department.retake_count, department, "&retake=yes")

    @display(description="Standard", ordering="photo_standard__standard")
    def judged_by(self, department: Department) -> str:
        """The department's own standard, or the company's."""
        name = own_standard(department)
        return load_standard(name).title if name else "The company's"

    @override
    def get_fields(self, request: HttpRequest, obj: Department | None = None) -> list[str]:
        if obj and not self.has_change_permission(request, obj):
            return ["name", "slug", "judged_by"]
        return ["name", "slug", "standard"]

    @override
    def save_model(
        self, request: HttpRequest, obj: Department, form: DepartmentForm, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if change and {"name", "slug"} & set(form.changed_data):
            cards.write(obj.people.values_list("pk", flat=True))
        if "standard" in form.changed_data:
            bind_standard(obj, form.cleaned_data["standard"])
            changes = list(rejudge(obj))
            others = sum(changed.is_other_verdict for changed in changes)
            told = f"{len(changes)} photos judged anew, {others} with another verdict."
            self.message_user(request, told, messages.INFO)
