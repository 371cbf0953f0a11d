"""The provider's addresses; the keys include the elliptic one that it signs some tokens with."""

import json

from django.contrib.auth.views import LoginView
from django.http import HttpRequest, JsonResponse
from django.urls import include, path
from oauth2_provider.views import JwksInfoView

from tests.access.provider.tokens import ELLIPTIC


def keys(request: HttpRequest) -> JsonResponse:
    """Both public keys."""
    told = json.loads(JwksInfoView.as_view()(request).content)
    return JsonResponse({"keys": [*told["keys"], json.loads(ELLIPTIC.export_public())]})


urlpatterns = [
    path("login/", LoginView.as_view(template_name="login.html")),
    path(".well-known/jwks.json", keys),
    path("", include("oauth2_provider.urls")),
]
