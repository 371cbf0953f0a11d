"""Trying other edges against people's labels: alone, on photos not looked at, and together.

Nothing here changes a standard. Each edge is first tried with all others as they are; those
that also help in cross-validation are then tried together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from photos.evaluation.edges import Edge, as_toml, fail_edges, possible_edges, with_edges
from photos.evaluation.effects import (
    FOLDS,
    Effect,
    Verdicts,
    changes,
    effect,
    effect_within,
    fold_of,
    shift,
    verdicts_now,
    verdicts_under,
)
from photos.evaluation.labelled import LabelledPhoto
from photos.evaluation.proposal import (
    LEAST_EVIDENCE,
    Advice,
    EdgeProposal,
    Evidence,
    Proposal,
)
from photos.evaluation.questions import asked, new_photo_needed
from photos.quality.standard import Rule, Standard


def propose(
    photos: Sequence[LabelledPhoto], columns: Iterable[str], standard: Standard
) -> Proposal:
    """Try every edge of `standard`, by which `photos` were judged, against their labels."""
    present = tuple(columns)
    tried = [
        try_edge(edge, rule, photos, present, standard)
        for rule in standard.rules
        for edge in fail_edges(rule)
    ]
    held = hold_together(tried, photos, standard)
    moves = [one for one in held if one.advice == Advice.MOVE]
    edges = [one.best for one in moves if one.best]
    verdicts = under(edges, photos, standard)
    left_out = left_out_verdicts(moves, photos, standard)
    return Proposal(
        before=effect(photos, verdicts_now(photos)),
        edges=tuple(held),
        together=effect(photos, verdicts),
        together_out_of_fold=effect(photos, left_out),
        shift=shift(photos, left_out),
        changed=changes(photos, verdicts),
        toml=as_toml(edges, standard),
    )


def evidence_on(rule: Rule, photos: Sequence[LabelledPhoto], columns: Iterable[str]) -> Evidence:
    """The photos with the rule's number on the question about it that most photos answer;
    without such a column, on whether a new photo is needed."""
    measured = [one.label for one in photos if one.value(rule.id) is not None]
    about = [(one.title, one.answer) for one in asked(columns) if one.is_about(rule)]
    counted = []
    for title, answer in about or [("New photo needed", new_photo_needed)]:
        answers = [answer(label) for label in measured]
        counted.append(Evidence(title, answers.count(True), answers.count(False)))
    return max(counted, key=lambda one: min(one.bad, one.good))


def try_edge(
    edge: Edge,
    rule: Rule,
    photos: Sequence[LabelledPhoto],
    columns: Iterable[str],
    standard: Standard,
) -> EdgeProposal:
    """One edge alone."""
    evidence = evidence_on(rule, photos, columns)
    if not evidence.is_enough:
        why = f"needs {LEAST_EVIDENCE} of either kind"
        return EdgeProposal(rule.title, edge, Advice.TOO_FEW, why, evidence)
    edges = possible_edges(edge, rule, values_of(rule, photos))
    table = [under([one], photos, standard) for one in edges]
    folds = folds_of(photos)
    by_fold = [best_edge(photos, table, folds != fold) for fold in range(FOLDS)]
    best = best_edge(photos, table, folds >= 0)
    left_out = np.array([table[by_fold[fold]][place] for place, fold in enumerate(folds)])
    proposal = EdgeProposal(
        title=rule.title,
        now=edge,
        advice=Advice.MOVE,
        why="",
        evidence=evidence,
        best=edges[best],
        by_fold=tuple(edges[index] for index in by_fold),
        in_fold=effect(photos, table[best]),
        out_of_fold=effect(photos, left_out),
        shift=shift(photos, left_out),
        changed=changes(photos, table[best]),
    )
    return advised(proposal, effect(photos, verdicts_now(photos)))


def values_of(rule: Rule, photos: Iterable[LabelledPhoto]) -> list[float]:
    """The rule's numbers, where there are any."""
    values = (photo.value(rule.id) for photo in photos)
    return [value for value in values if value is not None]


def folds_of(photos: Iterable[LabelledPhoto]) -> NDArray[np.int_]:
    """The fold (n,) of each photo."""
    return np.array([fold_of(photo.label.file) for photo in photos])


def under(edges: Sequence[Edge], photos: Sequence[LabelledPhoto], standard: Standard) -> Verdicts:
    """The verdicts (n,) with these edges moved."""
    before = [standard.rule(edge.rule) for edge in edges]
    return verdicts_under(with_edges(standard, edges), photos, before)


def best_edge(
    photos: Sequence[LabelledPhoto], table: Sequence[Verdicts], chosen: NDArray[np.bool_]
) -> int:
    """The row of `table` with the highest balanced accuracy on the photos `chosen` (n,), among
    those that ask no more for what people pass than the first row, the present edge, does.

    Of equals the first: the rows are sorted by their distance from the present edge.
    """
    effects = [effect_within(photos, verdicts, chosen) for verdicts in table]
    fair = [row for row, one in enumerate(effects) if one.spares_as_many_as(effects[0])]
    return max(fair, key=lambda row: effects[row].balanced_accuracy or 0.0)


def advised(proposal: EdgeProposal, before: Effect) -> EdgeProposal:
    """The proposal with its advice: to move only what also helps on photos not looked at."""
    seen, change = proposal.out_of_fold, proposal.shift
    if seen is None or change is None or proposal.best == proposal.now:
        return kept(proposal, "no better edge")
    if gain(before, seen) <= 0:
        return kept(proposal, "no gain on other photos")
    cautions = {
        "may be chance": change.may_be_chance,
        "asks more for passed photos": not seen.spares_as_many_as(before),
    }
    return replace(proposal, why=", ".join(word for word, holds in cautions.items() if holds))


def kept(proposal: EdgeProposal, why: str) -> EdgeProposal:
    """The proposal to leave the edge where it is."""
    return replace(proposal, advice=Advice.KEEP, why=why)


def gain(before: Effect, after: Effect) -> float:
    """What is gained in balanced accuracy; nothing where it cannot be told."""
    if before.balanced_accuracy is None or after.balanced_accuracy is None:
        return 0.0
    return after.balanced_accuracy - before.balanced_accuracy


def hold_together(
    tried: Sequence[EdgeProposal], photos: Sequence[LabelledPhoto], standard: Standard
) -> list[EdgeProposal]:
    """The proposals in their order, those to be kept after all that add nothing to the others,
    taken in the order of what they gain."""
    before = effect(photos, verdicts_now(photos))
    moves = [one for one in tried if one.advice == Advice.MOVE and one.out_of_fold]
    moves.sort(key=lambda one: gain(before, one.out_of_fold or before), reverse=True)
    taken: list[Edge] = []
    reached = before
    for one in moves:
        edges = [*taken, one.best or one.now]
        after = effect(photos, under(edges, photos, standard))
        if gain(reached, after) > 0 and after.spares_as_many_as(before):
            taken, reached = edges, after
    why = "adds nothing to the moves"
    return [
        kept(one, why) if one.advice == Advice.MOVE and one.best not in taken else one
        for one in tried
    ]


def left_out_verdicts(
    moves: Sequence[EdgeProposal], photos: Sequence[LabelledPhoto], standard: Standard
) -> Verdicts:
    """The verdicts (n,) on each fold with the edges that were chosen without it."""
    verdicts = verdicts_now(photos).astype(object)
    folds = folds_of(photos)
    for fold in range(FOLDS):
        places = np.flatnonzero(folds == fold).tolist()
        few = [photos[place] for place in places]
        verdicts[places] = under([one.by_fold[fold] for one in moves], few, standard)
    return verdicts.astype(str)
