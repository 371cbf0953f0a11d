"""What was really measured on some pictures, which the photos of made-up people then share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.utils import timezone

from photos.judgements import Judged, judgement_of
from photos.models import Assessment
from photos.publications import cuts_of
from photos.quality.analysis import ENGINE_VERSION, Analysis
from photos.quality.standard import DEFAULT, load_standard
from photos.quality.verdict import Verdict, judge

NOT_JUDGED = ("", "")  # the rule and the sentence of a photo without a result


@dataclass(slots=True)
class Variant:
    """One picture's numbers, its verdict, and how it would be published, also as JSON; `facts`
    are the rule that decided and its sentence. `stored` is the id of the assessment that has
    them, once there is one."""

    analysis: Analysis
    verdict: Verdict
    facts: tuple[str, str]
    cuts: dict[str, Any]
    cuts_json: str
    stored: int | None = None

    @classmethod
    def of(cls, analysis: Analysis) -> Variant:
        """Reckoned once for all who share it."""
        verdict, cuts = judge(analysis, load_standard(DEFAULT)), cuts_of(analysis)
        main = verdict.main_finding
        facts = (main.rule, main.message) if main else NOT_JUDGED
        return cls(analysis, verdict, facts, cuts, orjson.dumps(cuts).decode())

    def store(self, photo_id: int, score: int | None) -> None:
        """Write it for the first photo that has it, under the photo's id."""
        now = timezone.now()
        work = Assessment.objects.create(
            pk=photo_id,
            photo_id=photo_id,
            engine_version=ENGINE_VERSION,
            state=Assessment.State.DONE,
            attempts=1,
            due_at=now,
            finished_at=now,
            elapsed_ms=240,
            analysis=self.analysis.as_json(),
        )
        judgement = judgement_of(Judged(work, self.verdict))
        judgement.pk = photo_id
        judgement.score = score or 0
        judgement.save(force_insert=True)
        self.stored = photo_id


def variants_of(measured: Sequence[Analysis]) -> dict[str, list[Variant]]:
    """By verdict under the usual standard."""
    found: dict[str, list[Variant]] = defaultdict(list)
    for analysis in measured:
        variant = Variant.of(analysis)
        found[variant.verdict.outcome.value].append(variant)
    return dict(found)
