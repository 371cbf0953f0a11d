"""The sentences about two photos of one person: the part of explain that holds old beside new."""

from collections.abc import Sequence

TITLES_NAMED = 3  # in one sentence
OTHER_ENGINE = (
    "The earlier photo was measured by another version of the program; the numbers of the two "
    "cannot be compared."
)
OTHER_RULES = "The earlier photo was judged by other rules; the two cannot be compared."
NOT_JUDGED = "Both photos must be measured before they can be compared."
NO_RULE_IN_COMMON = "No rule could be assessed on both photos."


def change_in_words(better: Sequence[str], worse: Sequence[str], points: int) -> str:
    """In how many of `points` rules the new photo is nearer to the standard and in how many
    farther from it, with the titles of both."""
    if not points:
        return NO_RULE_IN_COMMON
    if not better and not worse:
        return f"Neither better nor worse in any of {points} points."
    if not better:
        return f"Worse in {len(worse)} of {points} points: {listed(worse)}."
    told = f"Better in {len(better)} of {points} points: {listed(better)}."
    return f"{told} Worse in {len(worse)}: {listed(worse)}." if worse else told


def listed(titles: Sequence[str]) -> str:
    """Titles in a sentence; the first of many, with how many more there are."""
    named = [f"“{title}”" for title in titles[:TITLES_NAMED]]
    more = len(titles) - TITLES_NAMED
    last = f"{more} more" if more > 0 else named.pop()
    return f"{', '.join(named)} and {last}" if named else last
