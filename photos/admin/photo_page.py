"""All that the page of one photo shows, read from rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext

from directory.reach import Reach
from photos.admin.compared import ComparedPhotos, beside_earlier
from photos.admin.finding_lines import FindingGroup, finding_groups
from photos.admin.guides import Guides, guides_of
from photos.admin.photo_facts import Fact, facts_of
from photos.admin.same_picture import SamePictures, same_pictures_of
from photos.admin.team_page import PhotoAmongTeam, among_team
from photos.admin.use_lines import UseLine, use_lines
from photos.labels import spoken
from photos.models import Assessment, Judgement, Photo, Review
from photos.people_json import DIRECTORY
from photos.quality.alignment import align
from photos.quality.analysis import Analysis
from photos.quality.geometry import CropBox
from photos.quality.uses import use_named
from photos.querysets import PhotoQuerySet
from photos.reviews import Conflict, seen_of

if TYPE_CHECKING:
    pass

MOST_COUNTED = 999  # photos that are left to decide
SUB_SCORES = ["framing", "background", "lighting", "sharpness"]
# From these scores up a bar is green, then amber; the edges of pass and of warn.
GOOD, FAIR = 80, 50


@dataclass(frozen=True, slots=True)
class SubScore:
    """One bar: 0 to 100, or None where it could not be assessed."""

    title: str
    value: int | None

    @property
    def level(self) -> str:
        """The bar's colour by name."""
        if self.value is None:
            return "none"
        return "good" if self.value >= GOOD else "fair" if self.value >= FAIR else "poor"


@dataclass(frozen=True, slots=True)
class Undecided:
    """The other photos nobody has decided about: how many, and which to look at next."""

    count: int
    next: Photo | None

    @property
    def told(self) -> str:
        """How many, "999+" for more."""
        return f"{MOST_COUNTED}+" if self.count > MOST_COUNTED else str(self.count)


@dataclass(frozen=True, slots=True)
class PhotoPage:
    """What the template prints; without a judgement there are no bars and findings."""

    photo: Photo
    seen: str
    same_pictures: SamePictures
    guides: Guides | None
    scores: tuple[SubScore, ...]
    findings: tuple[FindingGroup, ...]
    uses: tuple[UseLine, ...]
    among: PhotoAmongTeam
    facts: tuple[Fact, ...]
    published_instead: Photo | None
    others: PhotoQuerySet
    undecided: Undecided
    reviews: QuerySet[Review]
    problem: str
    compared: ComparedPhotos | None


def sub_scores(judgement: Judgement) -> tuple[SubScore, ...]:
    """The four bars."""
    return tuple(
        SubScore(spoken(name).capitalize(), judgement.scores.get(name)) for name in SUB_SCORES
    )


def stored_guides(judgement: Judgement) -> Guides | None:
    """The guides of the picture as it was measured, None where nothing was stored."""
    stored = judgement.assessment.analysis
    if stored is None:
        return None
    analysis = Analysis.from_json(stored)
    crop = CropBox(**judgement.crop) if judgement.crop else None
    published = align(analysis, use_named(DIRECTORY)).box
    return guides_of(analysis, crop, published)


def problem_of(photo: Photo) -> str:
    """Why a photo could not be measured, empty otherwise."""
    if photo.state != Photo.State.FAILED:
        return ""
    failed = photo.assessments.filter(state=Assessment.State.FAILED).order_by("-pk").first()
    return spoken(failed.error) if failed else ""


def refusal(conflict: Conflict, reason: str) -> str:
    """Why nothing was written, with what was typed, so that it need not be typed again."""
    if not reason.strip():
        return str(conflict)
    return gettext("%(why)s You wrote: “%(reason)s”") % {"why": conflict, "reason": reason.strip()}


def undecided_after(photo: Photo, reach: Reach) -> Undecided:
    """What is left to decide; next is the following one, worst first, then from the start."""
    waiting = Photo.objects.within(reach).to_decide()
    waiting = waiting.exclude(pk=photo.pk).select_related("person")
    ordered = (some.order_by("score", "pk") for some in (waiting.behind(photo), waiting))
    following = next(filter(None, (some.first() for some in ordered)), None)
    return Undecided(waiting.counted_to(MOST_COUNTED), following)


def page_of(photo: Photo, reach: Reach) -> PhotoPage:
    """Everything about one photo; of other people only who is within reach."""
    judgement = photo.judgement
    others = Photo.objects.filter(person=photo.person_id).exclude(pk=photo.pk)
    return PhotoPage(
        photo=photo,
        seen=seen_of(photo),
        same_pictures=same_pictures_of(photo, reach),
        guides=stored_guides(judgement) if judgement else None,
        scores=sub_scores(judgement) if judgement else (),
        findings=finding_groups(judgement) if judgement else (),
        uses=use_lines(judgement),
        among=among_team(photo),
        facts=facts_of(photo),
        published_instead=others.published().first(),
        others=others,
        undecided=undecided_after(photo, reach),
        reviews=Review.objects.filter(photo__person=photo.person_id).select_related(
            "reviewer", "photo"
        ),
        problem=problem_of(photo),
        compared=beside_earlier(photo),
    )
