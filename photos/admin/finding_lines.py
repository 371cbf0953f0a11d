"""How findings are printed: by outcome, each with its number in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from photos.admin.rules import signless_rules
from photos.comparisons import stored_finding
from photos.labels import spoken
from photos.models import Judgement
from photos.quality.explain import in_words
from photos.quality.findings import Finding, FindingOutcome

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Mark:
    """How one outcome is shown: heading, icon, and whether its findings are open."""

    outcome: FindingOutcome
    heading: StrOrPromise
    icon: str
    is_open: bool


MARKS = [
    Mark(FindingOutcome.FAIL, _("Fails"), "cancel", is_open=True),
    Mark(FindingOutcome.NOT_ASSESSED, _("Could not be assessed"), "help", is_open=True),
    Mark(FindingOutcome.WARN, _("Warnings"), "warning", is_open=True),
    Mark(FindingOutcome.PASS, _("Passed"), "check_circle", is_open=False),
]
MARK_OF = {mark.outcome: mark for mark in MARKS}


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding as it is printed, in the reader's language."""

    title: str
    group: str
    message: str
    value: str
    allowed: str
    mended_by_crop: bool

    @property
    def allowed_words(self) -> str:
        """What would be right, said as such."""
        return gettext("allowed %(range)s") % {"range": self.allowed} if self.allowed else ""


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one outcome."""

    mark: Mark
    lines: tuple[FindingLine, ...]


def measured(finding: Finding) -> str:
    """The value in words, without a sign where the allowed range has none."""
    if finding.value is None:
        return ""
    signless = finding.rule in signless_rules()
    return in_words(abs(finding.value) if signless else finding.value, finding.unit)


def finding_line(finding: Finding) -> FindingLine:
    """One finding, ready to print."""
    return FindingLine(
        title=spoken(finding.title),
        group=spoken(finding.group.replace("_", " ")),
        message=spoken(finding.message),
        value=spoken(measured(finding)),
        allowed=spoken(finding.allowed),
        mended_by_crop=finding.mended_by_crop,
    )


def finding_groups(judgement: Judgement) -> tuple[FindingGroup, ...]:
    """The findings by outcome, worst first, in the verdict's own order within."""
    findings = [stored_finding(stored) for stored in judgement.findings]
    groups = [
        FindingGroup(mark, tuple(finding_line(f) for f in findings if f.outcome == mark.outcome))
        for mark in MARKS
    ]
    return tuple(group for group in groups if group.lines)
