"""The addresses of requests; those of photos follow, and end with what is not there."""

from django.urls import path

from retakes.api.views import RetakesView, RetakeView

urlpatterns = [
    path("v1/retakes/", RetakesView.as_view(), name="retakes"),
    path("v1/retakes/<int:retake_id>/", RetakeView.as_view(), name="retake"),
]
