"""What everybody may read about their data, and each by their link; retakes has the other pages
behind a link, which come before these."""

from django.urls import path

from links import privacy_views, views

urlpatterns = [
    path("privacy/", privacy_views.for_everybody, name="privacy"),
    path("me/<str:key>/privacy/", privacy_views.own, name="link-privacy"),
    path("me/<str:key>/privacy/consent/", privacy_views.choose_consent, name="link-consent"),
    path("me/<str:key>/privacy/copy/", privacy_views.copy, name="link-copy"),
    path("me/<str:key>/privacy/erasure/", privacy_views.ask_erasure, name="link-erasure"),
    path("me/<str:key>/<path:rest>", views.elsewhere),
]
