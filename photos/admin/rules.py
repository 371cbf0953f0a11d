"""Rules in plain words, where only their name is stored."""

from photos.labels import spoken
from photos.quality.findings import SHOT_TYPE_RULE, SHOT_TYPE_TITLE
from photos.quality.standard import load_standard, standard_names


def rule_titles() -> dict[str, str]:
    """The title of every shipped rule and of their kinds of picture, in the reader's words."""
    standards = [load_standard(name) for name in standard_names()]
    titles = {rule.id: spoken(rule.title) for standard in standards for rule in standard.rules}
    return titles | {SHOT_TYPE_RULE: spoken(SHOT_TYPE_TITLE)}


def in_plain_words(rule: str) -> str:
    """A rule's name as words, for one that is in no standard (any more)."""
    return rule.replace("_", " ").capitalize()


def signless_rules() -> frozenset[str]:
    """The rules for which left and right, darker and brighter count alike."""
    standards = [load_standard(name) for name in standard_names()]
    return frozenset(rule.id for standard in standards for rule in standard.rules if rule.absolute)
