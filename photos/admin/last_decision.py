"""Who decided last about a photo, and when."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Exists, OuterRef, Q, QuerySet

from photos.models import BY_SWITCH, Review

NOBODY, SWITCH = "nobody", "switch"  # in place of a reviewer's id


def standing_decisions() -> QuerySet[Review]:
    """The decisions that count."""
    decisions: QuerySet[Review] = Review.objects.standing().order_by()
    return decisions


def last_decisions(photo_ids: Iterable[int]) -> dict[int, Review]:
    """The newest decision about each of these photos, with who made it: one query."""
    about = standing_decisions().filter(photo__in=list(photo_ids)).select_related("reviewer")
    return {review.photo_id: review for review in about.order_by("pk")}


def last_decided_by(reviewer: str, photo: str) -> Q:
    """Whether a photo's newest decision is the reviewer's or the switch's, or whether there is
    none; `photo` is the path to its id."""
    if reviewer == NOBODY:
        decided = Exists(standing_decisions().filter(photo=OuterRef(photo)))
        return ~decided & Q(**{f"{photo}__isnull": False})
    newer = standing_decisions().filter(photo=OuterRef("photo"), pk__gt=OuterRef("pk"))
    by = Q(by_switch=True) if reviewer == SWITCH else Q(reviewer=int(reviewer))
    last = standing_decisions().filter(~Exists(newer), by)
    return Q(**{f"{photo}__in": last.values("photo")})


def reviewer_choices(user: User | AnonymousUser) -> list[tuple[str, str]]:
    """Everybody who ever decided about people whom the user sees, by name; for who sees all no
    more than an index look-up for each account."""
    seen = Review.objects.for_user(user).standing().order_by()
    decided = Exists(seen.filter(reviewer=OuterRef("pk")))
    people = User.objects.filter(decided).only("username", "first_name", "last_name")
    named = [(str(user.pk), user.get_full_name() or user.username) for user in people]
    return sorted(named, key=lambda choice: choice[1].casefold())


def reviewer_name(review: Review) -> str:
    """Who decided; empty for an account that is gone."""
    if review.by_switch:
        return str(BY_SWITCH)
    user = review.reviewer
    return (user.get_full_name() or user.username) if user else ""
