"""How often people decided otherwise than the machine: for all photos, by rule, by group."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Concat, Substr

from desk.decisions import final
from desk.overrules.rows import DecidedRule
from directory.reach import Reach
from photos.evaluation.estimates import Share
from photos.models import Outcome, Review

FEWEST = 20  # docs/evaluation.md: below, nothing is said
ACCEPTED = ~Q(decision=Review.Decision.ASK_RETAKE)
FLAGGED = Q(verdict_then__in=[Outcome.RETAKE, Outcome.UNSURE])
GOOD_ENOUGH = Q(verdict_then__in=[Outcome.PASS, Outcome.FIX])
WAIVED_FIX = Q(verdict_then=Outcome.FIX, decision=Review.Decision.WAIVE)
# What people took although the machine would not, and what it would have and people did not.
OVERRULED = (FLAGGED & ACCEPTED) | WAIVED_FIX
MISSED = GOOD_ENOUGH & Q(decision=Review.Decision.ASK_RETAKE)
HELD_BACK = FLAGGED | Q(verdict_then=Outcome.FIX)
GROUPS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its interval in percent; too few to say below FEWEST."""

    share: Share

    @property
    def says(self) -> bool:
        """Whether there are enough photos to say anything."""
        return self.share.whole >= FEWEST

    @property
    def percent(self) -> float:
        """The share itself."""
        return 100 * (self.share.value or 0.0)

    @property
    def low(self) -> float:
        """The lower end."""
        return 100 * self.share.interval.low if self.share.interval else 0.0

    @property
    def high(self) -> float:
        """The upper end."""
        return 100 * self.share.interval.high if self.share.interval else 100.0

    @property
    def width(self) -> float:
        """How far the ends lie apart."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Totals:
    """All decided photos: how many the machine flagged and people took, and the reverse."""

    photos: int
    false_flags: Rate
    missed: Rate


@dataclass(frozen=True, slots=True)
class RuleCount:
    """One rule among the decided photos: how many failed it, in how many it decided, and how
    often people overruled it there."""

    rule: str
    failed: int
    overruled: Rate


@dataclass(frozen=True, slots=True)
class GroupCount:
    """The decided photos of one department, place, standard or reviewer."""

    name: str
    photos: int
    false_flags: Rate
    missed: Rate


def decisions(reach: Reach) -> QuerySet[Review]:
    """The last decision about each photo that the machine had judged, of people within reach."""
    return final(reach).exclude(verdict_then="")


COUNTS = {
    "photos": Count("pk"),
    "flagged": Count("pk", filter=FLAGGED),
    "taken": Count("pk", filter=FLAGGED & ACCEPTED),
    "good": Count("pk", filter=GOOD_ENOUGH),
    "asked": Count("pk", filter=MISSED),
}


def totals(reach: Reach) -> Totals:
    """Of all: one query."""
    row = decisions(reach).aggregate(**COUNTS)
    return Totals(row["photos"], *rates(row))


def rates(row: dict[str, int]) -> tuple[Rate, Rate]:
    """False flags of what was flagged, and misses of what was not."""
    flags = Share(row["taken"], row["flagged"])
    return Rate(flags), Rate(Share(row["asked"], row["good"]))


def by_rule(reach: Reach) -> list[RuleCount]:
    """Every rule that failed in a decided photo, the most often overruled first: one query."""
    rows = DecidedRule.objects.filter(decided__review__in=decisions(reach))
    main = Q(is_main=True)
    held = through(HELD_BACK)
    counted = rows.values("rule").annotate(
        failed=Count("pk"),
        decided_in=Count("pk", filter=main & held),
        overruled=Count("pk", filter=main & through(OVERRULED)),
    )
    found = [
        RuleCount(row["rule"], row["failed"], Rate(Share(row["overruled"], row["decided_in"])))
        for row in counted
    ]
    return sorted(found, key=lambda one: (-one.overruled.share.part, -one.failed, one.rule))


def through(condition: Q) -> Q:
    """A condition on reviews, asked of DecidedRule."""
    made = Q()
    made.connector, made.negated = condition.connector, condition.negated
    for child in condition.children:
        if isinstance(child, Q):
            made.children.append(through(child))
        else:
            made.children.append((f"decided__review__{child[0]}", child[1]))  # type: ignore[index]
    return made


SLICES = {
    "department": F("photo__person__department__name"),
    "location": F("photo__person__location"),
    "standard": Concat("decided__standard", Value(" "), Substr("decided__standard_version", 1, 8)),
    "reviewer": F("reviewer__username"),
}


def by_group(slice_name: str, reach: Reach) -> list[GroupCount]:
    """The largest groups of one slice: one query."""
    named = decisions(reach).annotate(group=SLICES[slice_name]).values("group")
    grouped: Any = named.annotate(**COUNTS)
    return [
        GroupCount((row["group"] or "").strip(), row["photos"], *rates(row))
        for row in grouped.order_by("-photos", "group")[:GROUPS_SHOWN]
    ]


def overruled_by(rule: str, reach: Reach) -> QuerySet[Review]:
    """The decisions that overruled this rule, newest first, with photo and person."""
    rules = DecidedRule.objects.filter(rule=rule, is_main=True)
    of_rule = decisions(reach).filter(OVERRULED, pk__in=rules.values("decided"))
    return of_rule.select_related("photo__person", "reviewer").order_by("-pk")
