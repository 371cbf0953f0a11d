"""A report as sections of tables, in the order in which people read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from photos.evaluation.agreement import Agreement
from photos.evaluation.calibration import TOTAL, Calibration
from photos.evaluation.cross_validation import CrossValidation
from photos.evaluation.discrimination import Discrimination
from photos.evaluation.estimates import Share
from photos.evaluation.labels import VERDICTS
from photos.evaluation.proposal_section import proposal_section
from photos.evaluation.report import Report
from photos.evaluation.slices import Slice, SliceGroup
from photos.evaluation.tables import (
    Cell,
    Row,
    Section,
    Table,
    coefficient,
    count,
    decimal,
    estimate,
    percent,
    share,
)
from photos.quality.blend import Blend
from photos.quality.explain import NBSP

INTERVALS = (
    "Behind each figure: the photos it was counted on, and the range that holds the true "
    "figure in 95 of 100 such samples (for shares Wilson's)."
)


def sections(report: Report) -> tuple[Section, ...]:
    """Everything the report holds, but for the pictures."""
    built = (
        agreement_section(report),
        rules_section(report),
        scores_section(report),
        fairness_section(report),
        gaps_section(report),
    )
    crossed = (crossed_section(report.cross_validation),) if report.cross_validation else ()
    last = (proposal_section(report.proposal),) if report.proposal else ()
    return (*(one for one in built if one.tables), *crossed, *last)


def headline(name: str, one: Agreement) -> str:
    """An agreement in one line."""
    words = (
        f"{name}: {one.photos} photos, retakes caught {percent(one.caught.value)}, "
        f"others spared {percent(one.spared.value)}, "
        f"balanced accuracy {percent(one.balanced_accuracy.value)}, "
        f"kappa {decimal(one.kappa.value)}, {one.undecided.part} unsure (counted as wrong)"
    )
    return words.replace(NBSP, " ")


def agreement_section(report: Report) -> Section:
    """How far verdicts agree, on clear labels and on all."""
    compared = {"All photos": report.all}
    if report.tells_ambiguous:
        compared = {"Unambiguous photos": report.unambiguous, **compared}
    figures = [figures_table(name, one) for name, one in compared.items()]
    verdicts = [confusion_table(name, one) for name, one in compared.items()]
    return Section("agreement", "Agreement with people", INTERVALS, (*figures, *verdicts))


def crossed_section(crossed: CrossValidation) -> Section:
    """The agreement on photos that nothing was fitted to."""
    note = (
        "Each fifth of the photos was judged by blends fitted to the other four: what agreement "
        "to expect on photos never seen. The weights are those fitted to all photos; a "
        "standard's file may take them over."
    )
    compared = {"Unambiguous photos": crossed.unambiguous, "All photos": crossed.all}
    figures = [figures_table(f"{name}, cross-validated", one) for name, one in compared.items()]
    areas = (
        rules_table("Blends on their question, unambiguous photos", crossed.unambiguous_areas),
        rules_table("Blends on their question, all photos", crossed.all_areas),
    )
    weights = [weights_table(one) for one in crossed.blends]
    tables = (*figures, *areas, *weights)
    return Section("cross-validation", "On photos never seen", note, tables)


def weights_table(blend: Blend) -> Table:
    """The figures of one fitted blend."""
    rows = [Row(part.measure, (Cell(f"{part.weight:g}"),)) for part in blend.parts]
    rows.append(Row("intercept", (Cell(f"{blend.intercept:g}"),)))
    return Table(blend.name, ("Measure", "Weight"), tuple(rows), note=f"{blend.origin}.")


def figures_table(name: str, one: Agreement) -> Table:
    """The figures of one agreement."""
    rows = {
        "Agreement": share(one.agreed),
        "Retakes caught": share(one.caught),
        "Others spared": share(one.spared),
        "Balanced accuracy": estimate(one.balanced_accuracy),
        "False flags (retake or unsure)": share(one.false_flags),
        "False flags (retake alone)": share(one.false_retakes),
        "Unsure": share(one.undecided),
        "Cohen's kappa": coefficient(one.kappa),
    }
    return Table(
        name,
        ("Retake or not", "Figure"),
        tuple(Row(head, (cell,)) for head, cell in rows.items()),
        note=f"{one.photos:,} photos. False flags: of those that people pass, as they are or "
        "cropped. An unsure counts as wrong.",
    )


def confusion_table(name: str, one: Agreement) -> Table:
    """How often each label met each verdict."""
    rows = (
        Row(f"People: {label}", tuple(count(one.table[label][verdict]) for verdict in VERDICTS))
        for label in VERDICTS
        if any(one.table[label].values())
    )
    return Table(f"{name}: verdicts", ("", *VERDICTS), tuple(rows))


def rules_section(report: Report) -> Section:
    """How well each rule's number tells photos apart."""
    note = (
        "AUC: how often a photo with the fault reads worse than one without; 1 is perfect, 0.5 "
        "chance (interval: Hanley and McNeil's variance). Equal error: the share of either kind "
        "on the wrong side of the edge where both are alike. With / without: photos with the "
        "fault and without it, of all photos."
    )
    names = dict.fromkeys(one.question for one in report.questions)
    tables = [
        rules_table(name, [one for one in report.questions if one.question == name])
        for name in names
    ]
    return Section("rules", "What each rule sees", note, (*tables, new_photo_table(report)))


def new_photo_table(report: Report) -> Table:
    """Every rule against the verdict as a whole, the strongest first."""
    ordered = sorted(report.rules, key=lambda one: one.area.value or 0.0, reverse=True)
    return rules_table("New photo needed: every rule", ordered)


def rules_table(title: str, rules: Iterable[Discrimination]) -> Table:
    """Rules on one question."""
    columns = ("Rule", "AUC", "Equal error", "With / without")
    return Table(title, columns, tuple(rule_row(one) for one in rules), is_wide=True)


def rule_row(one: Discrimination) -> Row:
    """One rule on one question."""
    missing = (one.bad_unmeasured, one.good_unmeasured)
    cells = (
        coefficient(one.area, marked=True),
        Cell(percent(one.equal_error_rate)),
        Cell(
            f"{one.bad} / {one.good}",
            f"no number: {missing[0]}{NBSP}/{NBSP}{missing[1]}" if any(missing) else "",
        ),
    )
    return Row(one.title, cells)


def scores_section(report: Report) -> Section:
    """Whether higher scores mean better photos."""
    note = (
        "A score orders photos; it is no probability. The error says how far off one would be in "
        "reading it as one."
    )
    tables = tuple(score_table(one) for one in report.calibration if one.photos)
    return Section("scores", "What a score is worth", note, tables)


def score_table(one: Calibration) -> Table:
    """One score by tens."""
    rows = (
        Row(f"{part.low} to {part.high}", (share(part.fine), Cell(f"{part.mean_score:.0f}")))
        for part in one.bins
    )
    left_out = f"; {one.without_score} without a score" if one.without_score else ""
    note = (
        f"{one.photos} photos{left_out}. Expected calibration error {percent(one.expected_error)}."
    )
    columns = ("Score", one.question, "Mean score")
    is_total = one.score == TOTAL
    return Table(f"Score: {one.score}", columns, tuple(rows), note=note, is_wide=is_total)


def fairness_section(report: Report) -> Section:
    """Whether photos are treated alike whoever is in them."""
    note = (
        "Groups whose ranges do not overlap are treated differently: FAIL. Ranges that overlap "
        "prove nothing where a group is small."
    )
    return Section("fairness", "Fairness", note, tuple(slice_table(one) for one in report.slices))


def slice_table(one: Slice) -> Table:
    """One column's groups."""
    columns = ("Group", "Photos", "False flags", "Missed retakes", "Unsure")
    rows = tuple(slice_row(group) for group in one.groups)
    title, told = in_plain(one.column).capitalize(), tuple(remarks(one))
    return Table(title, columns, rows, remarks=told, is_wide=True)


def slice_row(group: SliceGroup) -> Row:
    """One group."""
    figures = (group.false_flags, group.missed_retakes, group.unsure)
    return Row(
        value_in_words(group.value), (count(group.photos), *(share(one) for one in figures))
    )


def remarks(one: Slice) -> Iterator[str]:
    """Whether the groups' intervals overlap."""
    for found in one.differences:
        pair = " and ".join(
            f"{behind(group.figure(found.figure))} ({value_in_words(group.value)})"
            for group in (found.lower, found.higher)
        )
        yield f"FAIL {in_plain(one.column)}, {in_plain(found.figure)}: {pair} do not overlap."
    if not one.differences:
        yield f"{in_plain(one.column).capitalize()}: the ranges of all groups overlap."


def behind(seen: Share) -> str:
    """A share by its counts."""
    return f"{seen.part:,} of {seen.whole:,}"


def value_in_words(value: str) -> str:
    """A cell of a labels file as people say it."""
    return {"0": "no", "1": "yes", "na": "not told", "": "not told"}.get(value, value)


def in_plain(name: str) -> str:
    """A column's name in words."""
    return name.replace("_", " ")


def gaps_section(report: Report) -> Section:
    """What could not be read or measured."""
    titles = {one.rule: one.title for one in report.rules}
    unread = tuple(Row(file, (Cell(error),)) for file, error in report.errors.items())
    unmeasured = tuple(
        Row(titles[rule], (count(missing),)) for rule, missing in report.not_assessed.items()
    )
    faceless = tuple(Row(file, ()) for file in report.without_face)
    tables = (
        Table("Files that cannot be read", ("File", "Why"), unread, note="Counted as a retake."),
        Table("No face found", ("File",), faceless, note="A retake; no rule has a number there."),
        Table(
            "Not measured",
            ("Rule", "Photos"),
            unmeasured,
            note="Faces on which a rule has no number: left out of its rows, not of the verdicts.",
        ),
    )
    return Section("gaps", "What is missing", "", tuple(one for one in tables if one.rows))
