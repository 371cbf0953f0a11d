"""Pages about messages, under /admin/retakes/messages/."""

from django.urls import path

from retakes.messages.pages import editing, folder_views

urlpatterns = [
    path("", editing.all_texts, name="message-texts"),
    path("folder/", folder_views.mail_list, name="mail-folder"),
    path("folder/<str:name>/", folder_views.one_mail, name="mail-filed"),
    path("<slug:kind>/<slug:language>/", editing.edit, name="message-text"),
    path("<slug:kind>/<slug:language>/preview/", editing.preview, name="message-preview"),
]
