"""Pages of retakes behind a personal link."""

from django.urls import include, path

urlpatterns = [
    path("", include("retakes.guide.urls")),
    path("", include("retakes.page.urls")),
]
