"""The addresses of single sign-on, by the names under which the library looks for them."""

from django.urls import path

from access.sign_on_views import SignOnCallback, SignOnRequest

urlpatterns = [
    path("", SignOnRequest.as_view(), name="oidc_authentication_init"),
    path("callback/", SignOnCallback.as_view(), name="oidc_authentication_callback"),
]
