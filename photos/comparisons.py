"""A person's photo beside the earlier one, from rows: no pixel is touched."""

from typing import Any

from photos.models import Judgement, Photo
from photos.quality.analysis import Analysis
from photos.quality.comparing import Comparison, Judged, compare
from photos.quality.findings import Finding, FindingOutcome
from photos.quality.purpose import judge_for
from photos.standards import standard_that_judged

MOST_LOOKED_AT = 20  # other photos of the person, the newest


def earlier_photo(photo: Photo) -> Photo | None:
    """The photo that this one is to replace: the newest since the published one of which a
    retake was asked, or is advised; else the published one, else the one before. Two queries."""
    others = Photo.objects.filter(person=photo.person_id, purpose=photo.purpose)
    if not photo.is_current:
        others = others.filter(uploaded_at__lt=photo.uploaded_at)
    found = list(others.exclude(pk=photo.pk).only("state", "verdict")[:MOST_LOOKED_AT])
    published = next((one for one in found if one.is_published), None)
    since = found[: found.index(published)] if published else found
    asked = (one for one in since if one.state == Photo.State.RETAKE_ASKED)
    advised = (one for one in since if one.needs_retake)
    chosen = next(asked, None) or next(advised, None) or published or next(iter(found), None)
    rows = Photo.objects.select_related("judgement__assessment")
    return chosen and rows.defer("judgement__assessment__analysis").get(pk=chosen.pk)


def compare_photos(before: Photo, after: Photo) -> Comparison | None:
    """The photo `after` held beside `before`; None where one of them was not judged. Fetch both
    with `judgement__assessment`.

    Judging is cheap: what other rules judged is judged anew by those of `after`, and nothing is
    written.
    """
    if before.judgement is None or after.judgement is None:
        return None
    return compare(_by_rules_of(after.judgement, before), _judged(after.judgement))


def stored_finding(stored: dict[str, Any]) -> Finding:
    """A finding as it was judged."""
    return Finding(**{**stored, "outcome": FindingOutcome(stored["outcome"])})


def _judged(judgement: Judgement) -> Judged:
    return Judged(
        findings=tuple(stored_finding(stored) for stored in judgement.findings),
        score=judgement.score,
        engine_version=judgement.assessment.engine_version,
        standard=judgement.standard,
        standard_version=judgement.standard_version,
    )


def _by_rules_of(after: Judgement, before: Photo) -> Judged:
    """The earlier photo by the rules of the later one, if the same engine measured both."""
    assert before.judgement is not None
    told, analysis = _judged(before.judgement), None
    is_by_them = (told.standard, told.standard_version) == (after.standard, after.standard_version)
    if not is_by_them and told.engine_version == after.assessment.engine_version:
        analysis = before.judgement.assessment.analysis
    if analysis is None:
        return told
    verdict = judge_for(Analysis.from_json(analysis), standard_that_judged(after), before.purpose)
    return Judged(
        findings=verdict.findings,
        score=verdict.score,
        engine_version=told.engine_version,
        standard=verdict.standard,
        standard_version=verdict.standard_version,
    )
