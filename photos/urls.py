"""Private pictures for people who are logged in."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
