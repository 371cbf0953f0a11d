"""Verdicts as rows: the judgement, what its photo repeats of it, and the person's card."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction

from directory.models import Person
from photos import cards, fingerprints
from photos.events import PhotoEvent, tell
from photos.models import Assessment, Judgement, Photo
from photos.quality.analysis import Analysis
from photos.quality.use_verdicts import UseVerdict, judge_uses
from photos.quality.verdict import Verdict
from photos.querysets import REPEATED, PhotoQuerySet
from photos.standards import standard_that_judged

# States that follow the machine; the others are people's decisions.
MACHINE_STATES = frozenset({Photo.State.WAITING, Photo.State.IN_REVIEW, Photo.State.FAILED})
JUDGEMENT_COLUMNS = ("verdict", "score", "scores", "shot_type", "findings", "crop", "created_at")


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict on a stored analysis, not yet written."""

    assessment: Assessment
    verdict: Verdict


@transaction.atomic
def write(judged: Sequence[Judged]) -> None:
    """Write judgements, what photos repeat of them, and the cards, in a few queries.

    Photos that were erased meanwhile are passed over.
    """
    person_ids = [one.assessment.photo.person_id for one in judged]
    lock_people(person_ids)
    photos = _photos().in_bulk([one.assessment.photo_id for one in judged])
    kept = [one for one in judged if one.assessment.photo_id in photos]
    judgements = _write_judgements(kept)
    changed: dict[tuple[str, ...], list[Photo]] = defaultdict(list)
    for one, judgement in zip(kept, judgements, strict=True):
        photo = photos[one.assessment.photo_id]
        changed[_repeat(photo, judgement, one.verdict)].append(photo)
    for columns, some in changed.items():
        # Column by column, because most photos keep most of them: six times as fast.
        if columns:
            Photo.objects.bulk_update(some, columns)
    cards.write(person_ids)


def write_one(judged: Judged, person: Person, fingerprint: str) -> None:
    """The same for one just measured, filed under its fingerprint too, with fewer and cheaper
    queries: they count beside measuring.

    Call it in a transaction that holds `person`, as `photos.standards.lock_person` gave it.
    """
    (judgement,) = _write_judgements([judged])
    photo = judged.assessment.photo
    if not _is_repeated(photo, judgement, judged.verdict, fingerprint):
        # Somebody has changed it since it was read, before the measuring.
        photo = _photos().get(pk=photo.pk)
        _is_repeated(photo, judgement, judged.verdict, fingerprint)
    if photo.judgement == judgement:
        cards.repeat_verdict(photo, person)
    tell(PhotoEvent.MEASURED, [photo])


def use_verdicts_of(judgement: Judgement | None) -> tuple[UseVerdict, ...]:
    """What the photo is worth for each use, from the stored measurements and under the standard
    that judged it; nothing without any. Fetch it with its `assessment`."""
    if judgement is None or not judgement.assessment.analysis:
        return ()
    analysis = Analysis.from_json(judgement.assessment.analysis)
    return judge_uses(analysis, standard_that_judged(judgement))


def _is_repeated(photo: Photo, judgement: Judgement, verdict: Verdict, fingerprint: str) -> bool:
    """Write what the photo is to repeat, if its row is still as it was read."""
    row = Photo.objects.filter(pk=photo.pk, **{name: getattr(photo, name) for name in REPEATED})
    changed = {name: getattr(photo, name) for name in _repeat(photo, judgement, verdict)}
    is_newest = photo.judgement == judgement
    if is_newest and photo.fingerprint != fingerprint:
        changed["fingerprint"] = fingerprint
    if changed and not row.update(**changed):
        return False
    if is_newest:
        fingerprints.file(photo, fingerprint)
    return True


def _photos() -> PhotoQuerySet:
    """Photos with what judged them, held until the transaction ends."""
    return Photo.objects.select_related("judgement").select_for_update(of=("self",))


def _write_judgements(judged: Sequence[Judged]) -> list[Judgement]:
    return Judgement.objects.bulk_create(
        [judgement_of(one) for one in judged],
        update_conflicts=True,
        unique_fields=["assessment", "standard", "standard_version"],
        update_fields=JUDGEMENT_COLUMNS,
    )


def judgement_of(judged: Judged) -> Judgement:
    """Its row, not written yet."""
    verdict = judged.verdict
    return Judgement(
        assessment=judged.assessment,
        standard=verdict.standard,
        standard_version=verdict.standard_version,
        verdict=verdict.outcome,
        score=verdict.score,
        scores=verdict.scores,
        shot_type=verdict.shot_type,
        findings=[finding._asdict() for finding in verdict.findings],
        crop=asdict(verdict.crop) if verdict.crop else None,
    )


def _repeat(photo: Photo, judgement: Judgement, verdict: Verdict) -> tuple[str, ...]:
    """Copy the verdict and its judgement to the photo. The columns that changed by it.

    A late result of an older engine is kept beside, and hides nothing newer.
    """
    if photo.judgement and photo.judgement.assessment_id > judgement.assessment_id:
        return ()
    main = verdict.main_finding
    machine_decides = photo.state in MACHINE_STATES
    copied = {
        "verdict": verdict.outcome.value,
        "score": verdict.score,
        "main_rule": main.rule if main else "",
        "main_reason": main.message if main else "",
        "judgement_id": judgement.pk,
        "state": Photo.State.IN_REVIEW.value if machine_decides else photo.state,
    }
    changed = tuple(name for name, value in copied.items() if getattr(photo, name) != value)
    for name in changed:
        setattr(photo, name, copied[name])
    photo.judgement = judgement  # known from here on, without a query
    return changed


def lock_people(person_ids: Sequence[int]) -> None:
    """Hold the people's rows first, as intake and reviews do, so that nobody waits crosswise."""
    people = Person.objects.select_for_update().filter(pk__in=person_ids).order_by("pk")
    list(people.values_list("pk"))
