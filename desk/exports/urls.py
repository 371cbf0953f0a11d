"""The addresses of exports."""

from django.urls import path

from desk.exports.views import exports, exports_zip

urlpatterns = [
    path("exports/", exports, name="desk-exports"),
    path("exports/photos.zip", exports_zip, name="desk-exports-zip"),
]
