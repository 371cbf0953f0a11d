"""HR's pages about requests, beside the list that the admin makes."""

from django.urls import path

from retakes.admin.asking import ask_all, ask_one
from retakes.admin.freshness import freshness
from retakes.admin.settings_page import edit_settings

urlpatterns = [
    path("ask/of/<int:person_id>/", ask_one, name="retakes-ask-one"),
    path("ask/<str:whom>/", ask_all, name="retakes-ask"),
    path("freshness/", freshness, name="retakes-freshness"),
    path("settings/", edit_settings, name="retakes-settings"),
]
