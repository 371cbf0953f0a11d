"""Clients of the API."""

from django.contrib.auth.models import User
from rest_framework.test import APIClient


def caller(key: str) -> APIClient:
    """A client that sends this key."""
    client = APIClient(raise_request_exception=False)
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {key}")
    return client


def session(user: User) -> APIClient:
    """A client in which this user is logged in."""
    client = APIClient(raise_request_exception=False)
    client.force_login(user)
    return client
