"""Examples of consistency in the API's description."""

from typing import Any

from drf_spectacular.utils import OpenApiExample

DARKER = "The background is darker than Design's median (a lightness of 48 of 100; Design: 86)."
DESIGN = {"slug": "design", "name": "Design"}
LIGHTNESS: dict[str, Any] = {
    "feature": "background_lightness",
    "title": "Lightness of the background",
    "group": "background",
    "unit": "Lab",
}
TEAM: dict[str, Any] = {
    "team": "Design",
    "department": DESIGN,
    "photos": 12,
    "photos_needed": 5,
    "score": 93,
    "misfits": 1,
    "sentences": ["11 of 12 photos fit in, 1 stands out."],
    "reference_photo_id": None,
    "baseline": [LIGHTNESS | {"value": 86.0, "words": "86 of 100", "spread": 2.4, "share": None}],
    "spread": [
        {
            "feature": "head_height",
            "title": "Head height",
            "as_taken": 0.081,
            "as_published": 0.004,
        }
    ],
    "people": [
        {
            "employee_id": "e1021",
            "first_name": "Nadia",
            "last_name": "Fischer",
            "department": DESIGN,
            "photo_id": 21,
            "score": 69,
            "sentences": [DARKER],
        }
    ],
    "history": [{"day": "2026-11-02", "score": 93, "photos": 12}],
    "as_of": "2026-11-02T09:30:15Z",
    "is_stale": False,
}
COMPARISON: dict[str, Any] = {
    "team": "Design",
    "department": DESIGN,
    "photos": 12,
    "score": 69,
    "sentences": [DARKER],
    "features": [LIGHTNESS | {"outcome": "warn", "value": 48.0, "usual": 86.0, "score": 50.0}],
    "as_of": "2026-11-02T09:30:15Z",
}

team = OpenApiExample("a department", value=TEAM, response_only=True, status_codes=("200",))
company = OpenApiExample(
    "the company",
    value=TEAM | {"team": "the company", "department": None},
    response_only=True,
    status_codes=("200",),
)
person = OpenApiExample(
    "a darker background than the others",
    value={"employee_id": "e1021", "photo_id": 21, "comparisons": [COMPARISON]},
    response_only=True,
    status_codes=("200",),
)
