"""What the API is measured beside: the same list as one would first write it, and bytes that
are ready, behind the same middleware and token. A URLconf: the site's own with these two."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import include, path
from rest_framework import generics, serializers
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from directory.models import Department, Person
from photos.models import PersonCard, Photo, Publication

PAGE = 50
ready = {"bytes": b""}  # as long as the page that is measured; set by the benchmark


class PlainDepartment(serializers.ModelSerializer[Department]):
    """A department in a person."""

    class Meta:
        model = Department
        fields = ["slug", "name"]


class PlainPublication(serializers.ModelSerializer[Publication]):
    """What is published of a photo."""

    class Meta:
        model = Publication
        fields = ["token", "cuts", "placeholder", "colour"]


class PlainPhoto(serializers.ModelSerializer[Photo]):
    """A photo with its publication."""

    publication = PlainPublication()

    class Meta:
        model = Photo
        fields = ["id", "publication"]


class PlainCard(serializers.ModelSerializer[PersonCard]):
    """A card with its photo."""

    published_photo = PlainPhoto()

    class Meta:
        model = PersonCard
        fields = ["key", "published_photo"]


class PlainPerson(serializers.ModelSerializer[Person]):
    """A person with all that belongs to them, fetched as it is asked for."""

    department = PlainDepartment()
    card = PlainCard()

    class Meta:
        model = Person
        fields = [
            "employee_id",
            "first_name",
            "last_name",
            "job_title",
            "location",
            "department",
            "card",
        ]


class Pages(PageNumberPagination):
    """Numbered pages, with a count."""

    page_size = PAGE


class PlainView(generics.ListAPIView[Person]):
    """People by a ModelSerializer with nested objects."""

    permission_classes = [IsAuthenticated]
    filter_backends: list[Any] = []
    queryset = Person.objects.filter(status=Person.Status.ACTIVE)
    serializer_class = PlainPerson
    pagination_class = Pages


class ReadyBytesView(APIView):
    """The same bytes for everybody with a token."""

    permission_classes = [IsAuthenticated]

    def get(self, request: Request) -> HttpResponse:
        """Bytes."""
        return HttpResponse(ready["bytes"], content_type="application/json")


urlpatterns = [
    path("yardstick/plain/", PlainView.as_view()),
    path("yardstick/ready/", ReadyBytesView.as_view()),
    path("", include(settings.ROOT_URLCONF)),
]
