"""The addresses of Bring in photos."""

from django.urls import path, re_path

from desk.photo_import import actions, pages

urlpatterns = [
    path("", pages.bring_in, name="desk-bring-in"),
    path("begin/", actions.begin, name="desk-bring-in-begin"),
    path("<int:import_id>/", pages.one_import, name="desk-bring-in-one"),
    path("<int:import_id>/progress/", pages.progress, name="desk-bring-in-progress"),
    path("<int:import_id>/add/", actions.add, name="desk-bring-in-add"),
    path("<int:import_id>/send/", actions.send, name="desk-bring-in-send"),
    path("<int:import_id>/go-on/", actions.go_on, name="desk-bring-in-go-on"),
    path("<int:import_id>/confirm/", actions.confirm, name="desk-bring-in-confirm"),
    path("<int:import_id>/cancel/", actions.cancel, name="desk-bring-in-cancel"),
    path(
        "<int:import_id>/files/<int:file_id>/remove/",
        actions.remove,
        name="desk-bring-in-remove",
    ),
    path(
        "<int:import_id>/files/<int:file_id>/picture/",
        actions.waiting_picture,
        name="desk-bring-in-picture",
    ),
    re_path(
        r"^(?P<import_id>\d+)/report\.(?P<form>csv|xlsx)$",
        actions.download,
        name="desk-bring-in-report",
    ),
]
