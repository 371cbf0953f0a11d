"""Pages about photo days, under /admin/photo-days/."""

from django.urls import path

from retakes.days import views

urlpatterns = [
    path("", views.photo_days, name="retakes-days"),
    path("plan/", views.plan_day, name="retakes-day-plan"),
    path("<int:day_id>/", views.photo_day, name="retakes-day"),
    path("<int:day_id>/brief/", views.brief, name="retakes-day-brief"),
    path("<int:day_id>/list.csv", views.day_list, name="retakes-day-list"),
    path("<int:day_id>/leave-out/", views.leave_out, name="retakes-day-leave-out"),
    path("<int:day_id>/call-off/", views.call_off, name="retakes-day-call-off"),
]
