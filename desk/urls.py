"""Every page of the desk, beside the admin's own under /admin/."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("bring-in/", include("desk.photo_import.urls")),
]
