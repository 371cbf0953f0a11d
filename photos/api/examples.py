"""Examples in the API's description: people of the demo team."""

from typing import Any

from drf_spectacular.utils import OpenApiExample

HOST = "https://photos.example.com"

PICTURES = f"{HOST}/pictures/wP_uSx0PXoqcfW5fSjssHQ"
PICTURE_SET: dict[str, Any] = {
    "alt": "Portrait of Amara Okafor",
    "width": 360,
    "height": 360,
    "src": f"{PICTURES}/directory-240",
    "srcset": ", ".join(
        f"{PICTURES}/directory-{size} {size}w" for size in (48, 64, 96, 120, 240, 360)
    ),
    "placeholder": "data:image/webp;base64,UklGRlwAAABXRUJQVlA4IFAAAABQAgCdASoQABAABABoJYwBTAA4",
    "colour": "#8c8280",
}
INTRANET_PERSON: dict[str, Any] = {
    "key": "5f0c8a1e9b7d4c3f2a6e1d0b9c8f7e6a",
    "employee_id": "e1001",
    "first_name": "Amara",
    "last_name": "Okafor",
    "job_title": "Staff Engineer",
    "department": {"slug": "engineering", "name": "Engineering"},
    "location": "Lagos",
    "has_photo": True,
    "photo_url": f"{HOST}/api/v1/people/e1001/photo/",
    "photo": PICTURE_SET,
}
USES: dict[str, Any] = {
    "directory": PICTURE_SET
    | {
        "sizes": [48, 64, 96, 120, 240, 360],
        "missing": [432, 504, 648],
        "reason": "For the team directory the photo has 398 pixels; the sizes from 432 on need a "
        "larger original. Nothing is enlarged.",
    },
    "badge": None,
}
BUSY = "The background is busy; a plain wall is needed."
HR_PERSON = INTRANET_PERSON | {
    "employee_id": "e1021",
    "first_name": "Nadia",
    "last_name": "Fischer",
    "job_title": "Brand Designer",
    "department": {"slug": "design", "name": "Design"},
    "location": "Stockholm",
    "has_photo": False,
    "key": "9d2b7f6c1a0e4d8b3c5f7a9e2d1b0c4f",
    "photo_url": f"{HOST}/api/v1/people/e1021/photo/",
    "photo": None,
    "email": "nadia.fischer@example.com",
    "status": "active",
    "photo_id": 21,
    "photo_state": "in_review",
    "verdict": "retake",
    "score": 24,
    "main_reason": BUSY,
    "needs_retake": True,
}
FINDING: dict[str, Any] = {
    "rule": "background_uniformity",
    "title": "Background",
    "group": "background",
    "outcome": "fail",
    "value": 0.31,
    "unit": "",
    "allowed": "plain or soft",
    "message": BUSY,
    "mended_by_crop": False,
}
SCORES = {"framing": 52, "background": 18, "lighting": 94, "sharpness": 90}
PHOTO: dict[str, Any] = {
    "id": 21,
    "employee_id": "e1021",
    "purpose": "",
    "is_current": True,
    "is_published": False,
    "state": "in_review",
    "needs_retake": True,
    "verdict": "retake",
    "score": 24,
    "scores": SCORES,
    "shot_type": "headshot",
    "main_reason": BUSY,
    "findings": [FINDING],
    "crop": None,
    "measurements": {"head_height": 0.37},
    "engine_version": "1",
    "standard": "headshot",
    "standard_version": "5b1c0e7a",
    "width": 640,
    "height": 800,
    "format": "JPEG",
    "source": "api",
    "original_name": "e1021-nadia-fischer.jpg",
    "captured_at": None,
    "uploaded_at": "2026-11-02T09:30:00Z",
}
PREVIEW_URL = f"{HOST}/photos/21/preview/?signed=t3%3A1vGq2k%3AkQd1d0fYjv3Xo2aYw5nT7mQ9sLh"
GOOD_FOR: dict[str, Any] = {
    "uses": {
        "signature": {
            "verdict": "retake",
            "sizes": [200, 240],
            "missing": [480],
            "reason": BUSY,
            "recommended": "a headshot",
        }
    },
    "renditions": [],
    "preview_url": PREVIEW_URL,
}
NOTHING_YET: dict[str, Any] = {
    "same_picture_as": [],
    "uses": {},
    "renditions": [],
    "preview_url": PREVIEW_URL,
}
NOT_YET: dict[str, Any] = {
    "state": "waiting",
    "needs_retake": False,
    "verdict": None,
    "score": None,
    "scores": None,
    "shot_type": None,
    "main_reason": "",
    "findings": [],
    "measurements": {},
    "engine_version": None,
    "standard": None,
    "standard_version": None,
}
CHECK: dict[str, Any] = {
    "file": "e1021-nadia-fischer.jpg",
    "verdict": "retake",
    "score": 24,
    "shot_type": "headshot",
    "scores": SCORES,
    "findings": [FINDING],
    "crop": None,
    "target_crop": None,
    "faces": 1,
    "measurements": {"head_height": 0.37},
    "engine_version": "1",
    "elapsed_ms": 182,
    "error": None,
    "code": None,
}
STANDARD: dict[str, Any] = {
    "name": "headshot",
    "title": "Headshot",
    "summary": "Head and shoulders before a plain background, in even light.",
    "version": "5b1c0e7a41d2",
    "is_default": True,
    "shot_types": ["headshot"],
    "weights": {"framing": 0.3, "background": 0.3, "lighting": 0.2, "sharpness": 0.2},
    "rules": [
        {
            "id": "head_height",
            "title": "Head height",
            "measure": "head_height",
            "group": "framing",
            "target": {"low": 0.62, "high": 0.62},
            "passes": {"low": 0.45, "high": 0.8},
            "warns": {"low": 0.38, "high": 0.88},
            "absolute": False,
            "mended_by_crop": True,
            "decides": "machine",
            "required": True,
        }
    ],
}


def _answer(name: str, value: dict[str, Any], *statuses: str) -> OpenApiExample:
    return OpenApiExample(name, value=value, response_only=True, status_codes=statuses or ("200",))


person_of_intranet = _answer("as the intranet sees it", INTRANET_PERSON)
person_of_hr = _answer("as HR sees it", HR_PERSON)
detail_of_intranet = _answer("as the intranet sees it", INTRANET_PERSON | {"uses": USES})
detail_of_hr = _answer("as HR sees it", HR_PERSON | {"uses": dict.fromkeys(USES)})
department_of_intranet = _answer(
    "as the intranet sees it", {"slug": "design", "name": "Design", "people": 2}
)
department_of_hr = _answer(
    "as HR sees it",
    {
        "slug": "design",
        "name": "Design",
        "people": 2,
        "published": 1,
        "needs_retake": 1,
        "without_photo": 0,
    },
)
initials = OpenApiExample(
    "initials",
    value='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">...AO...</svg>',
    response_only=True,
    media_type="image/svg+xml",
    status_codes=["200"],
)
judged_photo = _answer("a judged photo", PHOTO)
photo_alone = _answer("a judged photo", PHOTO | {"same_picture_as": ["e1008"]} | GOOD_FOR)
waiting_photo = _answer(
    "a photo that waits", PHOTO | NOT_YET | {"same_picture_as": []} | NOTHING_YET, "201"
)
check = _answer("a judged picture", CHECK)
standards = _answer("the company's standard, with one of its rules", {"results": [STANDARD]})
read_token = _answer(
    "for a page",
    {
        "token": "7.1793612700.pD0zVxq6mX2bqk1rDk1u4m4c3J2mVQvOQ9p3o0xkqXU",
        "expires_at": "2026-11-02T09:45:00Z",
    },
    "201",
)
waiver = OpenApiExample(
    "a waiver",
    value={"decision": "waive", "reason": "Away until spring; this one will do."},
    request_only=True,
)
