"""The camera guide, behind a personal link."""

from django.urls import path

from retakes.guide import views

urlpatterns = [
    path("me/<str:key>/camera/", views.camera, name="link-camera"),
    path("me/<str:key>/frame/", views.frame, name="link-frame"),
]
