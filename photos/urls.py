"""Pictures: private ones for people who are logged in, published ones for the intranet."""

from django.urls import path, re_path

from photos.media import private_picture
from photos.pictures import published_picture

urlpatterns = [
    path("photos/<int:photo_id>/<slug:kind>/", private_picture, name="private-picture"),
    re_path(
        r"^pictures/(?P<token>[A-Za-z0-9_-]{22})/(?P<use>[a-z0-9]{1,20})-(?P<size>[1-9][0-9]{1,3})"
        r"(?:\.(?P<extension>jpg|webp|avif))?$",
        published_picture,
        name="published-picture",
    ),
]
