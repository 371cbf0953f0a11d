"""The example page."""

from django.urls import path

from intranet import views

urlpatterns = [
    path("", views.people, name="example-intranet"),
    path("token", views.token, name="example-intranet-token"),
]
