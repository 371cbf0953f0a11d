"""Examples in the API's description: somebody of the demo team is asked for a new photo."""

from typing import Any

from drf_spectacular.utils import OpenApiExample

ASKED: dict[str, Any] = {
    "id": 7,
    "employee_id": "e1021",
    "state": "asked",
    "cause": "wish",
    "photo_id": 21,
    "submitted_id": None,
    "note": "For the new website, please.",
    "findings": [{"rule": "background_uniformity", "outcome": "fail", "value": 0.31, "unit": ""}],
    "due_on": "2026-12-11",
    "is_overdue": False,
    "paused_at": None,
    "asked_at": "2026-11-27T09:30:00Z",
    "opened_at": None,
    "tried_at": None,
    "tries": 0,
    "refusals": 0,
    "submitted_at": None,
    "ended_at": None,
    "messages": 0,
    "last_message_at": None,
    "person_note": "",
    "person_note_kind": "",
    "crop_accepted": False,
}
asked = OpenApiExample("a request", value=ASKED, response_only=True, status_codes=["200", "201"])
wish = OpenApiExample(
    "ask for a new photo",
    value={"employee_id": "e1021", "note": "For the new website, please."},
    request_only=True,
)
waiver = OpenApiExample(
    "no new photo after all",
    value={"action": "waive", "reason": "Away until spring; this one will do."},
    request_only=True,
)
pause = OpenApiExample("on leave", value={"action": "pause"}, request_only=True)
