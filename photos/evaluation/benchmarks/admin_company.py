"""A company as HR sees it: every verdict, state and age of photo, decisions by several people."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import batched

from django.contrib.auth.models import User
from django.utils import timezone

from directory.models import Department, Person
from photos import cards
from photos.evaluation.benchmarks.api_company import AT_ONCE, person, photo_row
from photos.models import Outcome, Photo, Review

# As many whatever the company's size: a page of them is as long.
DEPARTMENTS, PLACES, REVIEWERS = 60, 5, 2
RULES = ("head_height", "sharpness", "background_clutter", "head_pose_yaw")
REASON = "The background is busy; stand half a metre in front of a plain wall."
PHOTO_DAYS = 97  # between one person's photo and the next one's
OLDEST_DAYS = 2_500
STATE_AFTER = {
    Review.Decision.APPROVE: Photo.State.APPROVED,
    Review.Decision.WAIVE: Photo.State.WAIVED,
    Review.Decision.ASK_RETAKE: Photo.State.RETAKE_ASKED,
}
# In turn: what the machine said, and what a person decided.
KINDS: tuple[tuple[str, Review.Decision | None], ...] = (
    (Outcome.PASS, Review.Decision.APPROVE),
    (Outcome.PASS, None),
    (Outcome.RETAKE, None),
    (Outcome.PASS, Review.Decision.APPROVE),
    (Outcome.FIX, None),
    (Outcome.RETAKE, Review.Decision.ASK_RETAKE),
    (Outcome.UNSURE, Review.Decision.WAIVE),
    (Outcome.UNSURE, None),
    ("", None),
    (Outcome.RETAKE, None),
)


def make_mixed_company(people: int) -> None:
    """So many people, nine in ten with a photo, in a fixed number of departments and places."""
    departments = Department.objects.bulk_create(
        Department(name=f"Department {place:02}", slug=f"department-{place}")
        for place in range(DEPARTMENTS)
    )
    reviewers = User.objects.bulk_create(
        User(username=f"reviewer{place}", first_name="Robin", last_name=f"Reviewer {place}")
        for place in range(REVIEWERS)
    )
    now = timezone.now()
    for places in batched(range(people), AT_ONCE):
        made = Person.objects.bulk_create(
            somebody(place, departments[place % DEPARTMENTS]) for place in places
        )
        with_photo = [one for place, one in zip(places, made, strict=True) if has_photo(place)]
        photos = Photo.objects.bulk_create(
            mixed_photo(place, one, now)
            for place, one in zip(filter(has_photo, places), with_photo, strict=True)
        )
        Review.objects.bulk_create(
            Review(photo=photo, reviewer=reviewers[place % REVIEWERS], decision=decision)
            for place, photo in zip(filter(has_photo, places), photos, strict=True)
            if (decision := KINDS[place % len(KINDS)][1])
        )
        cards.write(one.pk for one in made)


def has_photo(place: int) -> bool:
    """Everybody but the ninth of each ten."""
    return place % len(KINDS) != len(KINDS) - 2


def somebody(place: int, department: Department) -> Person:
    """A person somewhere."""
    one = person(place, department)
    one.location = f"Place {place % PLACES}"
    return one


def mixed_photo(place: int, of: Person, now: datetime) -> Photo:
    """A photo without files: nobody opens them."""
    verdict, decision = KINDS[place % len(KINDS)]
    photo = photo_row(of)
    photo.verdict, photo.score = verdict, place % 101
    photo.state = STATE_AFTER[decision] if decision else Photo.State.IN_REVIEW
    photo.captured_at = now - timedelta(days=place * PHOTO_DAYS % OLDEST_DAYS)
    if verdict != Outcome.PASS:
        photo.main_rule, photo.main_reason = RULES[place % len(RULES)], REASON
    return photo
