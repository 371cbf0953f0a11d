"""What was found on a draft, as the page tells it to the person in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from photos.admin.guides import as_path, corners
from photos.labels import spoken
from photos.people_json import DIRECTORY
from photos.quality.alignment import align
from photos.quality.analysis import Analysis
from photos.quality.explain import in_words
from photos.quality.explain_person import as_kept, person_words
from photos.quality.findings import Finding, FindingOutcome, size_of
from photos.quality.geometry import CropBox
from photos.quality.smallest_change import smallest_change
from photos.quality.standard import Standard
from photos.quality.uses import use_named
from photos.quality.verdict import Outcome, Verdict, judge
from photos.standards import standard_for
from retakes.draft_rows import Draft
from retakes.models import Retake, retake_settings
from retakes.page.drafts import refusals

HEADLINES = {
    Outcome.PASS: _("This photo is fine"),
    Outcome.FIX: _("With a crop, this photo is fine"),
    Outcome.UNSURE: _("A person has to look at this photo"),
    Outcome.RETAKE: _("This photo does not pass yet"),
}
LEADS = {
    Outcome.PASS: _("It meets what is asked for. Submit it, and HR looks at it next."),
    Outcome.FIX: _(
        "The crop that is drawn in the picture does it: nothing else of your photo is changed."
    ),
    Outcome.UNSURE: _("The program is not sure. Submit it, and somebody from HR decides."),
    Outcome.RETAKE: _(
        "What to change stands below. HR has not seen it: try as often as you like."
    ),
}
CHANGE, BETTER, CROP = _("please change"), _("could be better"), _("the crop does it")
PLAIN = ("share", "deg")  # numbers of these units say something on their own
PERSON, UNKNOWN = _("a person decides"), _("not measured")


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft's measurements and what the person's standard says of them now."""

    analysis: Analysis
    verdict: Verdict
    standard: Standard


@dataclass(frozen=True, slots=True)
class Line:
    """One finding: its number, its sentence and the smallest change, "" where there is none."""

    title: str
    value: str
    sentence: str
    change: str
    state: str | Promise
    is_miss: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The page's words about one draft, and what the person may do with it."""

    outcome: str
    headline: str | Promise
    lead: str | Promise
    lines: tuple[Line, ...]
    kept: tuple[str, ...]
    crop: CropBox | None
    refusals: int
    may_submit: bool
    may_send_to_person: bool

    @property
    def outline(self) -> str:
        """The crop in px of the photo, as an SVG path."""
        return as_path(corners(self.crop)) if self.crop else ""


def judged(draft: Draft) -> Judged:
    """The draft as it would be judged if it were submitted now."""
    analysis, standard = Analysis.from_json(draft.analysis), standard_for(draft.person)
    return Judged(analysis, judge(analysis, standard), standard)


def found_of(draft: Draft, retake: Retake | None) -> Found:
    """All that the page says of a draft."""
    seen = judged(draft)
    verdict = seen.verdict
    told = person_words(
        as_kept([one._asdict() for one in verdict.findings], verdict.shot_type), seen.standard
    )
    is_refused, times = verdict.outcome == Outcome.RETAKE, refusals(retake, draft)
    return Found(
        outcome=verdict.outcome.value,
        headline=HEADLINES[verdict.outcome],
        lead=LEADS[verdict.outcome],
        lines=tuple(line_of(one, seen) for one in verdict.findings if is_told(one, seen)),
        kept=tuple(spoken(sentence) for sentence in told.kept),
        crop=verdict.crop if verdict.outcome == Outcome.FIX else None,
        refusals=times,
        may_submit=not is_refused,
        may_send_to_person=is_refused and times >= retake_settings().refusals_before_person,
    )


def shown_box(seen: Judged) -> CropBox:
    """What colleagues would see of the photo: the crop that mends it, else the usual one."""
    if seen.verdict.outcome == Outcome.FIX and seen.verdict.crop:
        return seen.verdict.crop
    return align(seen.analysis, use_named(DIRECTORY)).box


def is_told(finding: Finding, seen: Judged) -> bool:
    """Whether the person can do something about it, or should know why a person decides."""
    if finding.outcome == FindingOutcome.NOT_ASSESSED:
        return seen.verdict.outcome == Outcome.UNSURE and seen.standard.rule(finding.rule).required
    return finding.outcome != FindingOutcome.PASS


def line_of(finding: Finding, seen: Judged) -> Line:
    """One finding in words."""
    rule = seen.standard.by_id.get(finding.rule)
    is_for_person = rule is not None and rule.decides == "person"
    state, value, change = state_of(finding, is_for_person=is_for_person), "", ""
    if finding.value is not None and rule is not None:
        if finding.unit in PLAIN:
            value = in_words(size_of(rule, finding.value), finding.unit)
        if not finding.mended_by_crop and not is_for_person:
            change = smallest_change(rule, finding.value, finding.unit)
    return Line(
        title=spoken(finding.title),
        value=spoken(value),
        sentence=spoken(finding.message),
        change=spoken(change),
        state=state,
        is_miss=state is CHANGE,
    )


def state_of(finding: Finding, *, is_for_person: bool) -> str | Promise:
    """What a finding asks of whom."""
    if finding.outcome == FindingOutcome.NOT_ASSESSED:
        return UNKNOWN
    if finding.mended_by_crop:
        return CROP
    if finding.outcome == FindingOutcome.WARN:
        return BETTER
    return PERSON if is_for_person else CHANGE
