"""Private pictures for people who are logged in."""

from django.urls import path

from photos.media import private_picture

urlpatterns = [
    path("<int:photo_id>/<slug:kind>/", private_picture, name="private-picture"),
]
