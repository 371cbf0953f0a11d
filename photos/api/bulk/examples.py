"""Examples of bulk calls in the API's description: people of the demo team."""

from typing import Any

from drf_spectacular.utils import OpenApiExample

PEOPLE_SENT: list[dict[str, Any]] = [
    {
        "employee_id": "e1001",
        "first_name": "Amara",
        "last_name": "Okafor",
        "email": "amara.okafor@example.com",
        "department": "Engineering",
        "job_title": "Staff Engineer",
        "location": "Lagos",
    },
    {"employee_id": "e1021", "first_name": "Nadia", "last_name": "Fischer", "status": "left"},
    {"employee_id": "e1003", "first_name": "Mei", "email": "mei.tanaka"},
]
PEOPLE_TOLD: dict[str, Any] = {
    "created": 1,
    "changed": 1,
    "unchanged": 0,
    "refused": 1,
    "dry_run": False,
    "results": [
        {"line": 1, "employee_id": "e1001", "state": "created", "errors": []},
        {"line": 2, "employee_id": "e1021", "state": "changed", "errors": []},
        {
            "line": 3,
            "employee_id": "e1003",
            "state": "refused",
            "errors": [
                {
                    "code": "invalid",
                    "detail": "“mei.tanaka” is not an e-mail address.",
                    "attr": "email",
                }
            ],
        },
    ],
}

people_sent = OpenApiExample("three people", value=PEOPLE_SENT, request_only=True)
people_told = OpenApiExample(
    "three people", value=PEOPLE_TOLD, response_only=True, status_codes=["200"]
)


PHOTOS_TOLD: dict[str, Any] = {
    "added": 1,
    "unchanged": 0,
    "refused": 1,
    "results": [
        {"employee_id": "e1001", "state": "added", "photo_id": 4711, "errors": []},
        {
            "employee_id": "e1021",
            "state": "refused",
            "photo_id": None,
            "errors": [
                {
                    "code": "wrong_format",
                    "detail": (
                        "This is not a photo file. Please use JPEG, PNG, WebP, HEIC or AVIF."
                    ),
                    "attr": None,
                }
            ],
        },
    ],
}
SUM = "5f0c8a1e9b7d4c3f2a6e1d0b9c8f7e6a5f0c8a1e9b7d4c3f2a6e1d0b9c8f7e6a"
PAIRS_SENT: list[dict[str, str]] = [
    {"employee_id": "e1001", "sha256": SUM},
    {"employee_id": "e1021", "sha256": SUM[::-1]},
    {"employee_id": "e9999", "sha256": SUM},
]
PAIRS_TOLD: dict[str, Any] = {"known": 1, "missing": [PAIRS_SENT[1]], "nobody": ["e9999"]}
PROGRESS: dict[str, Any] = {
    "photos": 100_000,
    "measured": 41_870,
    "waiting": 58_104,
    "failed": 26,
    "per_minute": 1_240,
    "seconds_left": 2_812,
}

photos_told = OpenApiExample(
    "two photos", value=PHOTOS_TOLD, response_only=True, status_codes=["200"]
)
pairs_sent = OpenApiExample("three photos", value=PAIRS_SENT, request_only=True)
pairs_told = OpenApiExample(
    "three photos", value=PAIRS_TOLD, response_only=True, status_codes=["200"]
)
progress = OpenApiExample(
    "in the middle", value=PROGRESS, response_only=True, status_codes=["200"]
)
