"""A proposal as a section of tables."""

from __future__ import annotations

from photos.evaluation.effects import Change, Effect, Shift
from photos.evaluation.proposal import LEAST_EVIDENCE, Advice, EdgeProposal, Proposal
from photos.evaluation.tables import NONE, Cell, Row, Section, Table, count, percent

SIDES = {"low": "at least", "high": "at most"}


def proposal_section(proposal: Proposal) -> Section:
    """Every edge, what the moves come to together, and the files that would change."""
    note = (
        "A dry run: nothing is changed. Edges are chosen for the highest balanced accuracy "
        "without more false flags or needless crops, on all photos. “On other photos”: each edge "
        "chosen on four fifths of them and tried on the last fifth, five times over."
    )
    few = [one for one in proposal.edges if one.advice == Advice.TOO_FEW]
    tables = [edges_table(proposal)]
    if proposal.toml:
        tables += [together_table(proposal), changes_table(proposal)]
    if few:
        tables.append(too_few_table(few))
    return Section("proposal", "Proposed edges", note, tuple(tables))


def edges_table(proposal: Proposal) -> Table:
    """A row for each edge of which the labels tell enough."""
    columns = ("Rule", "Advice", "Now", "Best", "On the same photos", "On other photos", "Labels")
    remark = () if proposal.toml else ("Keep the standard as it is.",)
    told = (one for one in proposal.edges if one.advice != Advice.TOO_FEW)
    rows = tuple(edge_row(one) for one in told)
    return Table("Edges, balanced accuracy", columns, rows, remarks=remark, is_wide=True)


def too_few_table(edges: list[EdgeProposal]) -> Table:
    """The rules about which the labels tell too little."""
    rows = {
        one.title: Row(
            one.title,
            (Cell(one.evidence.question), count(one.evidence.bad), count(one.evidence.good)),
        )
        for one in edges
    }
    note = f"Nothing is proposed below {LEAST_EVIDENCE} photos with the fault and as many without."
    columns = ("Rule", "Fault", "With", "Without")
    return Table("Too few labels", columns, tuple(rows.values()), note=note, is_wide=True)


def edge_row(one: EdgeProposal) -> Row:
    """One edge."""
    evidence = one.evidence
    best = one.best and one.best != one.now
    cells = (
        Cell(one.advice.value, one.why),
        Cell(f"{SIDES[one.now.side]} {one.now.value:g}"),
        Cell(f"{one.best.value:g}" if one.best and best else NONE),
        accuracy_cell(one.in_fold),
        accuracy_cell(one.out_of_fold, one.shift),
        Cell(f"{evidence.bad} / {evidence.good}", evidence.question.lower()),
    )
    return Row(one.title, cells)


def accuracy_cell(seen: Effect | None, shift: Shift | None = None) -> Cell:
    """A balanced accuracy, with what happens to single photos."""
    if seen is None:
        return Cell(NONE)
    changes = f", {shift.righted} righted, {shift.wronged} wronged" if shift else ""
    return Cell(percent(seen.balanced_accuracy), f"{seen.false_flags} false flags{changes}")


def together_table(proposal: Proposal) -> Table:
    """The standard now, and with all moves."""
    effects = {
        "Now": proposal.before,
        "With the moves, on the same photos": proposal.together,
        "With the moves, on other photos": proposal.together_out_of_fold,
    }
    rows = tuple(
        Row(
            head,
            (
                Cell(percent(one.balanced_accuracy)),
                count(one.false_flags),
                count(one.needless_crops),
                count(one.missed_retakes),
            ),
        )
        for head, one in effects.items()
    )
    remark = (
        f"On other photos {proposal.shift.righted} verdicts become right and "
        f"{proposal.shift.wronged} wrong"
        + (
            ": that may be chance. Label more photos first."
            if proposal.shift.may_be_chance
            else "."
        )
    )
    columns = ("", "Balanced accuracy", "False flags", "Needless crops", "Missed retakes")
    return Table("All moves together", columns, rows, remarks=(remark,), is_wide=True)


def changes_table(proposal: Proposal) -> Table:
    """The files whose verdict each move would change."""
    moves = [one for one in proposal.edges if one.advice == Advice.MOVE]
    rows = [changes_row(one.title, one.changed) for one in moves]
    if len(moves) > 1:
        rows.append(changes_row("Together", proposal.changed))
    columns = ("Rule", "Photos")
    return Table("Verdicts that would change", columns, tuple(rows), is_wide=True)


def changes_row(title: str, changed: tuple[Change, ...]) -> Row:
    """One move's files, by what their verdict was and would be."""
    kinds: dict[str, list[str]] = {}
    for one in changed:
        kinds.setdefault(f"{one.before} to {one.after}", []).append(one.file)
    told = (f"{len(files)} from {kind}: {', '.join(files)}" for kind, files in kinds.items())
    return Row(title, (Cell(f"{len(changed):,}", "; ".join(told)),))
