"""Every page of the desk, beside the admin's own under /admin/."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("bring-in/", include("desk.photo_import.urls")),
    path("", include("desk.exports.urls")),
    path("", include("desk.sheet.urls")),
    path("work/", include("desk.work.urls")),
    path("standards/", include("desk.standards.urls")),
    path("review/", include("desk.review.urls")),
    path("", include("desk.dashboard.urls")),
    path("", include("desk.overrules.urls")),
    path("", include("desk.lists.urls")),
]
