"""Every path of the site."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from config.metrics.page import metrics
from photos.api.health import livez, readyz

urlpatterns = [
    path("", RedirectView.as_view(url="/admin/", permanent=False)),
    path("admin/language/", set_language, name="set_language"),
    path("admin/sso/", include("access.sign_on_urls")),
    path("admin/", admin.site.urls),
    path("", include("photos.urls")),
    path("api/", include("retakes.api.urls")),
    path("api/", include("photos.api.urls")),
    path("intranet/", include("intranet.urls")),
    path("", include("retakes.urls")),  # before those of links, which end all that begin alike
    path("", include("links.urls")),
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
]

handler400 = "config.failures.bad_request"
handler403 = "config.failures.permission_denied"
handler404 = "config.failures.not_found"
handler500 = "config.failures.server_error"
