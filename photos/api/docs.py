"""/api/schema/ and /api/docs/, and the answer to every path that is not there."""

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from photos.api.strict import StrictView


class SchemaView(SpectacularAPIView):
    """The OpenAPI description; it names no person, so it is open."""

    permission_classes = [AllowAny]


class DocsView(SpectacularSwaggerSplitView):
    """The description as a page to read and try; its script is a file of its own, so the
    strict policy of the site holds here too."""

    permission_classes = [AllowAny]
    template_name = "photos/api/docs.html"
    http_method_names = ["get", "head"]  # OPTIONS has no template: it failed


class NoSuchPath(StrictView):
    """Everything under /api/ that is not there: a 404 in the shape of all errors."""

    permission_classes = [AllowAny]
    schema = None

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """Refuse before anything else is looked at."""
        raise NotFound("There is nothing at this address. Every path ends with a slash.")

    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """Never reached: `initial` refuses every method alike."""
        raise NotFound
