"""The pages that keep lists."""

from django.urls import path

from desk.lists.views import change, save

urlpatterns = [
    path("lists/<slug:of>/save/", save, name="desk-list-save"),
    path("lists/<int:list_id>/change/", change, name="desk-list-change"),
]
