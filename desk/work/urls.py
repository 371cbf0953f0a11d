"""The addresses of background work."""

from django.urls import path, re_path

from desk.work import actions, views

urlpatterns = [
    path("", views.overview, name="desk-work"),
    path("now/", views.now, name="desk-work-now"),
    path("photos/", views.photo_failures, name="desk-work-photos"),
    path("photos/retry/", actions.retry_photos, name="desk-work-photos-retry"),
    path("failures/", views.message_failures, name="desk-work-failures"),
    path("failures/settle/", actions.settle_messages, name="desk-work-failures-settle"),
    re_path(r"^queues/(?P<do>pause|resume)/$", actions.change_queue, name="desk-work-queue"),
    path("jobs/<slug:kind>/", views.confirm_job, name="desk-work-confirm"),
    path("jobs/<slug:kind>/begin/", actions.begin_job, name="desk-work-begin"),
    re_path(
        r"^job/(?P<job_id>\d{1,18})/(?P<do>pause|resume|cancel)/$",
        actions.change_job,
        name="desk-work-job",
    ),
]
