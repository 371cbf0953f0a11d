"""How the REST interface is described (docs/openapi.yaml)."""

from typing import Any

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Sameframe",
    "DESCRIPTION": (
        "Staff photos, judged against one headshot standard. Every request carries a token: "
        "`Authorization: Bearer <key>`. Every refusal has one shape: type and errors, each with "
        "code, detail and attr. Lists come in pages: follow `next`."
    ),
    "TAGS": [
        {"name": "people", "description": "Who works here, with approved photos."},
        {"name": "access", "description": "Short tokens for pages, which must hold no key."},
        {"name": "photos", "description": "HR only: upload, verdicts, reviews."},
        {"name": "retakes", "description": "HR only: ask people for new photos."},
        {"name": "bulk", "description": "HR only: whole companies at once."},
        {"name": "checks", "description": "HR only: judge pictures without storing them."},
    ],
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "PhotoState": "photos.models.Photo.State",
        "PhotoSource": "photos.models.Photo.Source",
        "Verdict": "photos.models.Outcome",
        "RetakeState": "retakes.models.Retake.State",
        "RetakeCause": "retakes.models.Retake.Cause",
        "RetakeAction": "retakes.api.shapes.ACTIONS",
        "RetakeNoteKind": "retakes.models.Retake.NoteKind",
        "Decision": "photos.models.Review.Decision",
        "PersonStatus": "directory.models.Person.Status",
        "FindingOutcome": "photos.quality.findings.FindingOutcome",
    },
}
