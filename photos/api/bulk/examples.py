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
