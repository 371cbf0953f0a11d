"""Deciding about more photos than one request does: what somebody saw, as they saw it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from photos.bulk_decisions import CHANGED, Tally, decide, in_source_words, plan
from photos.judgements import lock_people
from photos.models import AwaitedDecision, BulkDecision, Photo
from work.job_kinds import Step
from work.priorities import USUAL

AT_A_STEP = 20  # photos: about a second
MAY_DECIDE = "photos.change_photo"


class Decide:
    """`wishes` name the `decision`, a BulkDecision's id, which counts exactly what was done. The
    place is the last AwaitedDecision's id."""

    title = _("Decide about many photos")
    # Two decisions of one transaction could wait crosswise for their departments' baselines.
    is_atomic = False
    priority = USUAL  # somebody waits for it

    def count(self, wishes: dict[str, Any]) -> int | None:
        """The photos that are left."""
        return AwaitedDecision.objects.filter(decision=wishes["decision"]).count()

    def step(self, wishes: dict[str, Any], place: str) -> Step | None:
        """Decide about the next few; nothing for somebody who may not decide any more."""
        run = BulkDecision.objects.select_related("reviewer").filter(pk=wishes["decision"]).first()
        if run is None or not run.reviewer.has_perm(MAY_DECIDE):
            return None
        ids = list(run.awaited.order_by("pk").values_list("pk", flat=True)[:AT_A_STEP])
        if not ids:
            close(wishes["decision"])
            return None
        with override(settings.LANGUAGE_CODE):
            done = sum(decide_one(wishes["decision"], pk) for pk in ids)
        return Step(str(ids[-1]), done=done, skipped=len(ids) - done)


@transaction.atomic
def decide_one(decision_id: int, awaited_id: int) -> bool:
    """Decide about one photo and count it, together; whether it still was as it was seen."""
    asked = AwaitedDecision.objects.filter(pk=awaited_id)
    # First, as an erasure does, which may then reword the reason.
    lock_people(list(asked.values_list("photo__person", flat=True)))
    run = BulkDecision.objects.select_for_update().filter(pk=decision_id).first()
    awaited = asked.first()
    if run is None or awaited is None:  # told or erased meanwhile, or done by another runner
        return False
    # As far as they see now, not when they asked.
    own = Photo.objects.for_user(run.reviewer).filter(pk=awaited.photo_id)
    tally = Tally()
    if [seen.mark for seen in plan(run.deed, own).fitting] == [awaited.seen]:
        decide(run.deed, [awaited.photo_id], run.reviewer, run.reason, tally)
    else:
        tally.skipped[CHANGED] += 1
    run.add(*in_source_words(tally))
    run.left -= 1
    run.save()
    awaited.delete()
    return bool(tally.done)


@transaction.atomic
def close(decision_id: int) -> None:
    """Nothing follows any more: photos that were erased meanwhile have changed, too."""
    run = BulkDecision.objects.select_for_update().filter(pk=decision_id).first()
    if run is None or run.awaited.exists():
        return
    run.add(*in_source_words(Tally(skipped=Counter({CHANGED: run.left}))))
    run.left, run.reason = 0, ""
    run.save()
