"""What one photo is good for: a verdict for each use, from one analysis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from photos.quality import explain
from photos.quality.alignment import Alignment, Fit, align, nearest, with_enough_pixels
from photos.quality.analysis import Analysis
from photos.quality.crops import in_crop
from photos.quality.findings import (
    SHOT_TYPE_RULE,
    Finding,
    blended,
    hold,
    hold_rule,
    hold_shot_type,
)
from photos.quality.geometry import CropBox
from photos.quality.measurement import Measurement
from photos.quality.mending import (
    MISSES,
    helped_by,
    is_about_framing,
    newly_failing,
    outcomes_in_crop,
)
from photos.quality.standard import Standard, load_standard
from photos.quality.uses import Use, load_uses
from photos.quality.verdict import Conclusion, Outcome, conclude, deciding, no_face_finding

PIXELS, FACE_WIDTH = "published_pixels", "published_face_width"
Framing = str | tuple[float | None, float, float, bool]


@dataclass(frozen=True, slots=True)
class UseVerdict:
    """What one photo is worth for one use.

    `findings` come worst first, as a verdict's; `alignment` is the cut that is published, `sizes`
    are the widths in px it is made in, and `missing` those it has too few pixels for. A fix is a
    photo that the cut itself brings in.
    """

    use: Use
    outcome: Outcome
    findings: tuple[Finding, ...]
    alignment: Alignment
    sizes: tuple[int, ...]
    missing: tuple[int, ...]

    @property
    def main_finding(self) -> Finding | None:
        """The finding that decided. None where nothing was missed."""
        return deciding(self.findings[0], self.outcome)


def judge_uses(analysis: Analysis, standard: Standard) -> tuple[UseVerdict, ...]:
    """A verdict for every use, by the standard with the use's own rules laid over it."""
    if not analysis.faces:
        return tuple(without_face(analysis, use, standard) for use in load_uses())
    analysis = blended(analysis, standard)
    seen = Held(standard, {one.rule: one for one in hold(analysis, standard)}, {}, {})
    return tuple(judge_use(analysis, use, seen) for use in load_uses())


def recommended_types(use: Use) -> str:
    """The kinds of picture that suit a use, in words."""
    return explain.kinds_of_picture(use.shot_types)


@dataclass(frozen=True, slots=True)
class InCut:
    """What a cut changes: the rules it mends, and the findings of those that newly fail in it."""

    mended: frozenset[str] = frozenset()
    failing: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """What uses share: findings by the person's standard, and what depends on framing alone."""

    standard: Standard
    findings: dict[str, Finding]
    nearest: dict[Framing, Fit]
    cuts: dict[tuple[Framing, CropBox], InCut]


def judge_use(analysis: Analysis, use: Use, held: Held) -> UseVerdict:
    """The verdict for one use."""
    framing, asked = framing_of(use), laid_over(held.standard, use)
    if framing not in held.nearest:
        held.nearest[framing] = nearest(analysis, use)
    fit = with_enough_pixels(analysis, use, held.nearest[framing])
    seen = with_published(analysis, fit.alignment, use)
    plain = list(findings_for(seen, asked, held))
    cut = framing, fit.alignment.box
    if cut not in held.cuts:
        held.cuts[cut] = read_in_cut(seen, asked, plain, fit)
    failing = {one.rule: one for one in held.cuts[cut].failing}
    published = [failing.get(one.rule, one) for one in plain]
    told = conclude(seen, asked, published, held.cuts[cut].mended)
    return use_verdict(use, told, fit.alignment)


def use_verdict(use: Use, told: Conclusion, alignment: Alignment) -> UseVerdict:
    """The verdict with the sizes that the cut has pixels for."""
    return UseVerdict(
        use=use,
        outcome=told.outcome,
        findings=told.findings,
        alignment=alignment,
        sizes=alignment.sizes(use),
        missing=alignment.missing(use),
    )


def framing_of(use: Use) -> Framing:
    """What two uses have in common that differ in pixels only."""
    own = use.bands_of or use.own_shot_types
    return use.name if own else (use.aspect, use.head_height, use.eye_line, use.in_circle)


def without_face(analysis: Analysis, use: Use, standard: Standard) -> UseVerdict:
    """The verdict on a picture that shows no face."""
    told = Conclusion(Outcome.RETAKE, (no_face_finding(standard),))
    return use_verdict(use, told, align(analysis, use))


def with_published(analysis: Analysis, alignment: Alignment, use: Use) -> Analysis:
    """The analysis with what is measured on the cut: its pixels and the width of its face."""
    pixels = Measurement(PIXELS, alignment.pixels(use), "px")
    width = Measurement(FACE_WIDTH, analysis.faces[0].width / alignment.box.width, "share")
    return replace(analysis, measurements=(*analysis.measurements, pixels, width))


def findings_for(seen: Analysis, asked: Standard, held: Held) -> Iterator[Finding]:
    """A finding for the shot type and every rule; those of rules that are the person's
    standard's own were made before."""
    same_types = asked.shot_types == held.standard.shot_types
    yield held.findings[SHOT_TYPE_RULE] if same_types else hold_shot_type(seen, asked)
    own, findings = held.standard.by_id, held.findings
    for rule in asked.rules:
        yield findings[rule.id] if own.get(rule.id) is rule else hold_rule(rule, seen)


def read_in_cut(seen: Analysis, asked: Standard, plain: list[Finding], fit: Fit) -> InCut:
    """What the cut changes of the rules about framing: nothing where nothing is cut.

    A cut at its target makes none of them fail: targets lie in every standard's bands.
    """
    missed = {one.rule for one in plain if one.outcome in MISSES and is_about_framing(one, asked)}
    if not fit.alignment.steps or (not missed and fit.is_at_target):
        return InCut()
    box = fit.alignment.box
    before = {one.rule: one.outcome for one in plain if is_about_framing(one, asked)}
    after = outcomes_in_crop(seen, box, asked)
    failing = [rule for rule in newly_failing(before, after) if moves(rule, asked)]
    cropped = in_crop(seen, box) if failing else seen
    return InCut(
        helped_by(before, after, missed, asked),
        tuple(hold_framing(rule, cropped, asked) for rule in failing),
    )


def moves(rule: str, asked: Standard) -> bool:
    """Whether the rule's own measure reads otherwise in a cut; what lies behind does not."""
    return rule == SHOT_TYPE_RULE or asked.rule(rule).measure_in_crop == asked.rule(rule).measure


def hold_framing(rule: str, cropped: Analysis, asked: Standard) -> Finding:
    """The finding of a rule about framing on the cut picture."""
    if rule == SHOT_TYPE_RULE:
        return hold_shot_type(cropped, asked)
    return hold_rule(asked.rule(rule), cropped)


MOST_LAID_OVER = 500  # standards with a use; each preview of an unsaved one makes some
_laid_over: dict[tuple[str, str, str], Standard] = {}


def laid_over(standard: Standard, use: Use) -> Standard:
    """The standard with the use's rules and kinds of picture, made once."""
    key = (standard.name, standard.version, use.name)
    if key not in _laid_over:
        if len(_laid_over) >= MOST_LAID_OVER:
            _laid_over.clear()
        return _laid_over.setdefault(key, lay_over(standard, use))
    return _laid_over[key]


def lay_over(standard: Standard, use: Use) -> Standard:
    """The standard with the use's rules and kinds of picture."""
    bands = load_standard(use.bands_of) if use.bands_of else standard
    rules = {rule.id: rule for rule in standard.rules}
    for rule in bands.rules:
        if rule.group in use.band_groups and rule != rules[rule.id]:  # the same one is held once
            rules[rule.id] = rule
    rules |= {rule.id: rule for rule in use.rules}
    return replace(
        standard,
        version=f"{standard.version}+{use.name}",
        shot_types=use.shot_types if use.own_shot_types else standard.shot_types,
        least_crop=float(use.minimum),
        rules=tuple(rules.values()),
    )
