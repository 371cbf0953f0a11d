"""The page of one's own logins."""

from django.urls import path

from access.views import sessions

urlpatterns = [path("", sessions, name="sessions")]
