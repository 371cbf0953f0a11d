"""The paths of the review queue."""

from django.urls import path

from desk.review import views

urlpatterns = [
    path("", views.queue, name="desk-review"),
    path("next/", views.next_photo, name="desk-review-next"),
    path("claims/", views.claims, name="desk-review-claims"),
    path("photos/<int:photo_id>/", views.photo, name="desk-review-photo"),
    path("photos/<int:photo_id>/take/", views.take_over, name="desk-review-take"),
    path("photos/<int:photo_id>/decide/", views.decide, name="desk-review-decide"),
    path("undo/<int:review_id>/", views.undo, name="desk-review-undo"),
]
