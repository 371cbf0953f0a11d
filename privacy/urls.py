"""Privacy's own pages in the admin."""

from django.urls import path

from privacy.views import person_copy

urlpatterns = [path("people/<int:person_id>/copy/", person_copy, name="privacy-person-copy")]
