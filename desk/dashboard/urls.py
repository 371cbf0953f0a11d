"""The page behind the dashboard."""

from django.urls import path

from desk.dashboard.views import edit_prices

urlpatterns = [
    path("prices/", edit_prices, name="desk-prices"),
]
