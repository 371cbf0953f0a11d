"""The pages of a person's photo, behind their link; links.urls has those of their data."""

from django.urls import path

from retakes.page import checking, home, submitting

urlpatterns = [
    path("me/<str:key>", home.home),  # mail programs lose a slash; a redirect would be kept
    path("me/<str:key>/", home.home, name="link-home"),
    path("me/<str:key>/opened/", home.opened, name="link-opened"),
    path("me/<str:key>/objection/", home.object_to, name="link-objection"),
    path("me/<str:key>/house/", home.house, name="link-house"),
    path("me/<str:key>/photo/", checking.send_photo, name="link-photo"),
    path("me/<str:key>/photo/<int:photo_id>/<slug:kind>/", home.picture, name="link-picture"),
    path("me/<str:key>/check/", checking.check, name="link-check"),
    path("me/<str:key>/check/<slug:kind>/", checking.draft_picture, name="link-draft"),
    path("me/<str:key>/submit/", submitting.submit, name="link-submit"),
]
