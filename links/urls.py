"""Pages behind a personal link, and what everybody may read about their data."""

from django.urls import path

from links import privacy_views, views

urlpatterns = [
    path("privacy/", privacy_views.for_everybody, name="privacy"),
    path("me/<str:key>", views.home),  # mail programs lose a slash; a redirect would be kept
    path("me/<str:key>/", views.home, name="link-home"),
    path("me/<str:key>/photo/", views.send_photo, name="link-photo"),
    path("me/<str:key>/photo/<int:photo_id>/<slug:kind>/", views.picture, name="link-picture"),
    path("me/<str:key>/privacy/", privacy_views.own, name="link-privacy"),
    path("me/<str:key>/privacy/consent/", privacy_views.choose_consent, name="link-consent"),
    path("me/<str:key>/privacy/copy/", privacy_views.copy, name="link-copy"),
    path("me/<str:key>/privacy/erasure/", privacy_views.ask_erasure, name="link-erasure"),
    path("me/<str:key>/<path:rest>", views.elsewhere),
]
