"""What is stale of teams' consistency, computed in one go: baselines, scores and history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import batched
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from numpy.typing import NDArray

from photos.models import Look, TeamBaseline, TeamScore
from photos.quality import looks
from photos.quality.baselines import (
    Baseline,
    LookTable,
    baseline_of_reference,
    baseline_of_table,
    table_of_rows,
)
from photos.quality.team import count_misfits, likeness_scores, team_score
from photos.quality.team_rules import TeamRules, team_rules
from photos.standards import StandardsInUse, standards_in_use

NOBODYS = 0  # the department of those who have none; ids begin at 1
WRITTEN_AT_ONCE = 5_000
SCORES = ("department_score", "company_score")
OF_COMPANY = 1  # place in SCORES
UNKNOWN = -1.0
FACTS = ("photo_id", "department_id", *SCORES)


@dataclass(frozen=True)
class Everybody:
    """All looks that count: `photos` and `departments` are ids (n), `scores` (n, 2) what is
    stored of the department's and the company's, NaN where nothing is."""

    photos: NDArray[np.int64]
    departments: NDArray[np.int64]
    scores: NDArray[np.float64]
    table: LookTable

    @cached_property
    def by_department(self) -> NDArray[np.intp]:
        """The places of all, department by department."""
        return np.argsort(self.departments, kind="stable")

    def of(self, department_id: int | None) -> NDArray[np.intp]:
        """The places of the department's people, or of all."""
        if department_id is None:
            return np.arange(len(self.photos))
        ordered = self.departments[self.by_department]
        first, end = np.searchsorted(ordered, [department_id, department_id + 1])
        return self.by_department[first:end]


@dataclass(frozen=True, slots=True)
class Computed:
    """One scope's new state: `places` are its people's in Everybody, `scores` theirs (n);
    `misfits` of them stand out."""

    row: TeamBaseline
    places: NDArray[np.intp]
    baseline: Baseline | None
    team: Baseline | None
    scores: NDArray[np.float64]
    misfits: int

    @property
    def columns(self) -> dict[str, Any]:
        """What is written of it."""
        figures = {
            "baseline": self.baseline and self.baseline.as_json(),
            "team": self.team and self.team.as_json(),
            "misfits": self.misfits,
        }
        return {
            "figures": figures,
            "photos": len(self.places),
            "score": team_score(self.scores),
            "is_stale": False,
        }


def refresh() -> int:
    """Compute whatever is stale; how many departments (and the company) were.

    No pixel is read. Where a look changes meanwhile, its scope stays stale and keeps its
    older figures until the next refresh.
    """
    asked = TeamBaseline.objects.filter(is_stale=True).select_related("reference__look")
    stale, now = list(asked), timezone.now()
    if not stale:
        return 0
    everybody, standards = read_everybody(), standards_in_use()
    computed = [compute(row, everybody, rules_for(row, standards)) for row in stale]
    write(computed, everybody, now)
    return len(computed)


def rules_for(row: TeamBaseline, standards: StandardsInUse) -> TeamRules:
    """The rules of the department's standard, or the company's."""
    own = standards.of_departments.get(row.department_id or NOBODYS, standards.company)
    return team_rules(own.based_on)


def read_everybody() -> Everybody:
    """All looks of people who work here: one query."""
    counted = Look.objects.filter(is_counted=True).order_by("pk")
    rows = list(counted.values_list(*FACTS, *looks.NAMES))
    first = len(FACTS)
    return Everybody(
        photos=np.array([row[0] for row in rows], np.int64),
        departments=np.array([row[1] or NOBODYS for row in rows], np.int64),
        scores=np.array([row[2:first] for row in rows], np.float64).reshape(-1, 2),
        table=table_of_rows([row[first:] for row in rows]),
    )


def compute(row: TeamBaseline, everybody: Everybody, rules: TeamRules) -> Computed:
    """One scope's baseline and its people's scores."""
    places = everybody.of(row.department_id)
    table = everybody.table.some(places)
    team = baseline_of_table(table)
    reference = reference_look(row)
    baseline = baseline_of_reference(reference) if reference else team
    if baseline is None:
        return Computed(row, places, None, team, np.full(len(places), np.nan), 0)
    scores = likeness_scores(table, baseline, rules)
    return Computed(row, places, baseline, team, scores, count_misfits(table, baseline, rules))


def reference_look(row: TeamBaseline) -> looks.Look | None:
    """The pinned photo's look, None where none is pinned or it is published no more."""
    stored = row.reference and getattr(row.reference, "look", None)
    return look_of_row(stored) if stored else None


def look_of_row(row: Look) -> looks.Look:
    """The numbers of a row."""
    return looks.Look(**{name: getattr(row, name) for name in looks.NAMES})


@transaction.atomic
def write(computed: Sequence[Computed], everybody: Everybody, now: datetime) -> None:
    """Write what nobody else has overtaken: baselines first, as recording does, then scores."""
    ordered = sorted(computed, key=lambda one: one.row.pk)
    won = [one for one in ordered if take_over(one, now)]
    scores = everybody.scores.copy()
    for one in won:
        scores[one.places, OF_COMPANY if one.row.department_id is None else 0] = one.scores
    write_scores(everybody.photos, everybody.scores, scores)
    write_history(won, timezone.localdate(now))


def take_over(computed: Computed, now: datetime) -> bool:
    """Write one baseline, unless its looks have changed or somebody else was faster."""
    unchanged = TeamBaseline.objects.filter(
        pk=computed.row.pk, revision=computed.row.revision, is_stale=True
    )
    return bool(unchanged.update(computed_at=now, **computed.columns))


def write_scores(
    photos: NDArray[np.int64], stored: NDArray[np.float64], scores: NDArray[np.float64]
) -> None:
    """Write the scores (n, SCORES) that changed; all people of the same scores together, so
    that it takes some hundred updates for 100,000 people and each row is written once."""
    changed = np.flatnonzero(~np.equal(known(stored), known(scores)).all(axis=1))
    pairs, group = np.unique(known(scores[changed]), axis=0, return_inverse=True)
    ordered = changed[np.argsort(group, kind="stable")]
    ends = np.cumsum(np.bincount(group, minlength=len(pairs)))
    for pair, places in zip(pairs, np.split(ordered, ends[:-1]), strict=False):
        values = [None if one == UNKNOWN else int(one) for one in pair]
        for ids in batched(photos[places].tolist(), WRITTEN_AT_ONCE):
            Look.objects.filter(pk__in=ids).update(**dict(zip(SCORES, values, strict=True)))


def known(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """The scores with UNKNOWN for NaN, which equals nothing."""
    return np.nan_to_num(scores, nan=UNKNOWN)


def write_history(computed: Iterable[Computed], day: Any) -> None:
    """One row for each scope that has a score, in place of an earlier one of the same day."""
    rows = [
        TeamScore(
            department_id=one.row.department_id,
            day=day,
            score=score,
            photos=len(one.places),
        )
        for one in computed
        if (score := team_score(one.scores)) is not None
    ]
    departments = [row.department_id for row in rows if row.department_id]
    scopes = Q(department__in=departments)
    if len(departments) < len(rows):
        scopes |= Q(department=None)
    TeamScore.objects.filter(scopes, day=day).delete()
    TeamScore.objects.bulk_create(rows)
