"""Who calls the API, by token."""

from rest_framework.authentication import BaseAuthentication


class ApiTokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer <key>`."""
