"""What is said of a photo to the person in it: what to do and why, and what may stay as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from photos.quality.explain import kinds_of_picture, told_apart, wanted_in_words
from photos.quality.findings import SHOT_TYPE_RULE, FindingOutcome, size_of
from photos.quality.shot_type import NO_FACE
from photos.quality.standard import Rule, Standard, read_toml

FILE = Path(__file__).parent / "person_words.toml"
MOST_REASONS, MOST_KEPT = 3, 3  # more nobody reads in a message
KEPT_OF_FINDINGS = ("rule", "group", "outcome", "value", "unit", "score")
KIND = "kind"  # of the picture: beside the finding about it, which has no number
FACES = "faces"  # the unit of a picture without any
OTHER_KIND = "other"
ASKED, BETTER = "it should be {wanted}", "{wanted} is better"

type Found = Mapping[str, Any]


class PersonWords(NamedTuple):
    """Sentences in English: at most three `reasons`, the most important first, and at most three
    things that are `kept`."""

    reasons: tuple[str, ...]
    kept: tuple[str, ...]


def as_kept(findings: Sequence[Found], shot_type: str) -> list[dict[str, Any]]:
    """Of a verdict's findings, worst first, what the sentences to the person are made of."""
    kept = [{name: one.get(name) for name in KEPT_OF_FINDINGS} for one in findings]
    for one in kept:
        if one["rule"] == SHOT_TYPE_RULE:
            one[KIND] = shot_type
    return kept


def person_words(findings: Sequence[Found], standard: Standard) -> PersonWords:
    """What to tell of the findings as `as_kept` gives them: the fails, where there is none the
    warnings; two that ask for the same deed are told as one."""
    failed = [one for one in findings if one["outcome"] == FindingOutcome.FAIL]
    warned = [one for one in findings if one["outcome"] == FindingOutcome.WARN]
    by_deed: dict[str, str] = {}
    for told in filter(None, (reason(one, standard) for one in failed or warned)):
        by_deed.setdefault(told.partition(":")[0], told)
    return PersonWords(
        tuple(by_deed.values())[:MOST_REASONS], tuple(good_groups(findings))[:MOST_KEPT]
    )


def reason(found: Found, standard: Standard) -> str:
    """The sentence about one miss; empty where the standard has no such rule (any more)."""
    failed = found["outcome"] == FindingOutcome.FAIL
    if found["unit"] == FACES:
        return f"{words()['shot_types'][NO_FACE]}."
    if found["rule"] == SHOT_TYPE_RULE:
        return kind_reason(str(found.get(KIND, "")), standard)
    rule = standard.by_id.get(found["rule"])
    if rule is None or found["value"] is None:
        return ""
    return rule_reason(rule, float(found["value"]), str(found["unit"]), failed=failed)


def rule_reason(rule: Rule, value: float, unit: str, *, failed: bool) -> str:
    """The sentence about a value that misses a rule; by its own advice where nobody wrote one."""
    size = size_of(rule, value)
    told, advice = words()["rules"].get(rule.id, {}), {"low": rule.low, "high": rule.high}
    sides = ("low", "high") if size < rule.passes.low else ("high", "low")
    said = next((told[side] for side in sides if told.get(side)), "")
    said = said or next((advice[side] for side in sides if advice[side]), "")
    if "{value}" not in said:
        return f"{said}." if said else ""
    tail = (ASKED if failed else BETTER).format(wanted=wanted_in_words(rule.passes, unit))
    return f"{said.format(value=told_apart(size, rule.passes, unit))}; {tail}."


def kind_reason(kind: str, standard: Standard) -> str:
    """The sentence about a kind of picture that the standard does not ask for."""
    kinds = words()["shot_types"]
    tail = ASKED.format(wanted=kinds_of_picture(standard.shot_types))
    return f"{kinds.get(kind, kinds[OTHER_KIND])}; {tail}."


def good_groups(findings: Sequence[Found]) -> Iterator[str]:
    """The sentences about groups of which something passed and nothing was missed."""
    passed = {one["group"] for one in findings if one["outcome"] == FindingOutcome.PASS}
    missed = {
        one["group"]
        for one in findings
        if one["outcome"] in (FindingOutcome.FAIL, FindingOutcome.WARN)
    }
    kept: dict[str, str] = words()["kept"]
    return (sentence for group, sentence in kept.items() if group in passed - missed)


def person_texts() -> list[str]:
    """Every wording of a miss, without its end."""
    rules = words()["rules"].values()
    texts = [*words()["shot_types"].values(), *(text for one in rules for text in one.values())]
    return list(dict.fromkeys(texts))


def kept_texts() -> list[str]:
    """Every sentence about what may stay as it is."""
    return list(words()["kept"].values())


@cache
def words() -> dict[str, Any]:
    """The file's tables."""
    return read_toml(FILE)
