"""Addresses of the standards' pages."""

from django.urls import path

from desk.standards import edit_views, list_views

urlpatterns = [
    path("", list_views.standards, name="desk-standards"),
    path("choose/", list_views.choose, name="desk-standard-choose"),
    path("import/", list_views.bring_in, name="desk-standard-import"),
    path("<slug:name>/", edit_views.edit, name="desk-standard"),
    path("<slug:name>/preview/", edit_views.live_preview, name="desk-standard-preview"),
    path("<slug:name>/history/", edit_views.history, name="desk-standard-history"),
    path("<slug:name>/history/<int:number>/", edit_views.go_back, name="desk-standard-version"),
    path("<slug:name>/copy/", list_views.copy, name="desk-standard-copy"),
    path("<slug:name>/file/", list_views.export, name="desk-standard-file"),
]
