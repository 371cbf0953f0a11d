"""Who may see and change requests over the API."""

from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.views import APIView

from photos.api.access import ReadsPhotos

VIEW, ADD, CHANGE = "retakes.view_retake", "retakes.add_retake", "retakes.change_retake"


class WorksOnRetakes(ReadsPhotos):
    """HR who may see requests; to ask and to change, those who may do that."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the caller is HR, and may do what is asked."""
        if not super().has_permission(request, view):
            return False
        if request.method in SAFE_METHODS:
            return bool(request.user.has_perm(VIEW))
        return bool(request.user.has_perm(ADD if request.method == "POST" else CHANGE))
