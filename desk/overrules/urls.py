"""The pages of overrules."""

from django.urls import path

from desk.overrules.views import export_labels, overruled_faces, overrules

urlpatterns = [
    path("overrules/", overrules, name="desk-overrules"),
    path("overrules/labels.zip", export_labels, name="desk-overrules-export"),
    path("overrules/<slug:rule>/", overruled_faces, name="desk-overruled"),
]
