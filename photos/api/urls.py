"""The REST interface."""

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from photos.api.bulk.known import KnownPhotosView
from photos.api.bulk.people import BulkPeopleView
from photos.api.bulk.photos import BulkPhotosView
from photos.api.bulk.progress import BulkProgressView
from photos.api.checks import ChecksView
from photos.api.consistency import (
    CompanyConsistencyView,
    DepartmentConsistencyView,
    PersonConsistencyView,
)
from photos.api.departments import DepartmentsView
from photos.api.docs import DocsView, NoSuchPath, SchemaView
from photos.api.people import PeopleView, PersonView
from photos.api.person_photos import PersonPhotosView, PhotoView, ReviewView
from photos.api.published import PublishedPhotoView
from photos.api.read_tokens import ReadTokensView
from photos.api.standards import StandardsView


class EmployeeIdConverter(StringConverter):
    """An employee id as text; never a NUL, which PostgreSQL takes in no text."""

    regex = r"[^/\x00]{1,64}"


class DepartmentSlugConverter(StringConverter):
    """A department's slug, in any script; never a NUL."""

    regex = r"[^/\x00]{1,200}"


register_converter(EmployeeIdConverter, "employee_id")
register_converter(DepartmentSlugConverter, "department_slug")

urlpatterns = [
    path("v1/people/", PeopleView.as_view(), name="people"),
    path("v1/people/<employee_id:employee_id>/", PersonView.as_view(), name="person"),
    path(
        "v1/people/<employee_id:employee_id>/photo/",
        PublishedPhotoView.as_view(),
        name="person-photo",
    ),
    path(
        "v1/people/<employee_id:employee_id>/photos/",
        PersonPhotosView.as_view(),
        name="person-photos",
    ),
    path(
        "v1/people/<employee_id:employee_id>/consistency/",
        PersonConsistencyView.as_view(),
        name="person-consistency",
    ),
    path("v1/photos/<int:photo_id>/", PhotoView.as_view(), name="photo"),
    path("v1/photos/<int:photo_id>/review/", ReviewView.as_view(), name="photo-review"),
    path("v1/departments/", DepartmentsView.as_view(), name="departments"),
    path(
        "v1/departments/<department_slug:slug>/consistency/",
        DepartmentConsistencyView.as_view(),
        name="department-consistency",
    ),
    path("v1/consistency/", CompanyConsistencyView.as_view(), name="consistency"),
    path("v1/bulk/people/", BulkPeopleView.as_view(), name="bulk-people"),
    path("v1/bulk/photos/", BulkPhotosView.as_view(), name="bulk-photos"),
    path("v1/bulk/photos/known/", KnownPhotosView.as_view(), name="bulk-photos-known"),
    path("v1/bulk/progress/", BulkProgressView.as_view(), name="bulk-progress"),
    path("v1/read-tokens/", ReadTokensView.as_view(), name="read-tokens"),
    path("v1/standards/", StandardsView.as_view(), name="standards"),
    path("v1/checks/", ChecksView.as_view(), name="checks"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
    re_path(r"", NoSuchPath.as_view()),
]
