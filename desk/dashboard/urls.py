"""The pages behind the dashboard."""

from django.urls import path

from desk.dashboard.views import edit_prices, retakes

urlpatterns = [
    path("prices/", edit_prices, name="desk-prices"),
    path("retakes/", retakes, name="desk-retakes"),
]
