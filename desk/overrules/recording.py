"""Decisions beside what the machine had found, written once for each decision."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from desk.overrules.rows import Decided, DecidedRule
from photos.models import Judgement, Outcome, Review

RECORDED_AT_ONCE = 500  # a few megabytes of findings
FAIL = "fail"
# The verdicts that a single finding decides; `unsure` comes of warnings and of what is not known.
DECIDED_BY = {
    Outcome.RETAKE: {FAIL},
    Outcome.FIX: {FAIL, "warn"},
    Outcome.UNSURE: {FAIL, "warn", "not_assessed"},
}


def record_new(most: int = RECORDED_AT_ONCE) -> int:
    """Record decisions that are not yet recorded, oldest first; how many were."""
    new = Review.objects.filter(decided=None).order_by("pk")
    reviews = list(with_judgement(new)[:most])
    judgements = Judgement.objects.in_bulk([one.judgement_then for one in reviews])
    rows = [decided(one, judgements.get(one.judgement_then)) for one in reviews]
    with transaction.atomic():
        Decided.objects.bulk_create(rows, ignore_conflicts=True)
        DecidedRule.objects.bulk_create(
            [
                rule
                for one in reviews
                for rule in rules_of(one, judgements.get(one.judgement_then))
            ],
            ignore_conflicts=True,
        )
    return len(rows)


def with_judgement(reviews: Any) -> Any:
    """The reviews with `judgement_then`: the photo's last judgement before the decision, if it
    said what the reviewer saw; and the rule that decided, `main_then`."""
    before = Judgement.objects.filter(
        assessment__photo=OuterRef("photo"),
        created_at__lte=OuterRef("created_at"),
        verdict=OuterRef("verdict_then"),
    ).order_by("-created_at", "-pk")
    return reviews.annotate(
        judgement_then=Subquery(before.values("pk")[:1]),
        judgement_now=F("photo__judgement"),
        main_now=F("photo__main_rule"),
    )


def decided(review: Any, judgement: Judgement | None) -> Decided:
    """The row of one decision."""
    return Decided(
        review=review,
        standard=judgement.standard if judgement else "",
        standard_version=judgement.standard_version if judgement else "",
        has_findings=judgement is not None,
    )


def rules_of(review: Any, judgement: Judgement | None) -> Iterable[DecidedRule]:
    """The rules that failed, and the one that decided."""
    if judgement is None:
        return []
    main = main_rule(review, judgement)
    failed = {one["rule"] for one in judgement.findings if one["outcome"] == FAIL}
    named = failed | ({main} if main else set())
    return [
        DecidedRule(decided_id=review.pk, rule=rule, is_main=rule == main)
        for rule in sorted(named)
    ]


def main_rule(review: Any, judgement: Judgement) -> str:
    """The rule that decided: the photo's own note while the judgement is the photo's, otherwise
    the first finding that can have decided."""
    if judgement.pk == review.judgement_now:
        return str(review.main_now)
    telling = DECIDED_BY.get(Outcome(judgement.verdict), set())
    found = (one["rule"] for one in judgement.findings if one["outcome"] in telling)
    return next(found, "")
