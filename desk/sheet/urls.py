"""The contact sheet's addresses."""

from django.urls import path, re_path

from desk.sheet.views import sheet, sheet_file

urlpatterns = [
    path("sheet/", sheet, name="desk-sheet"),
    re_path(r"^sheet/sheet\.(?P<form>pdf|png)$", sheet_file, name="desk-sheet-file"),
]
