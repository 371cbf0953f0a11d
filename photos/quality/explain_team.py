"""The sentences about a team's photos: the part of explain that compares people's photos."""

from typing import NamedTuple

from photos.quality.explain import in_plain_words, in_words
from photos.quality.shot_type import WORDS
from photos.quality.team_rules import CLASS, RELATIVE, Feature

IN_THE_MIDDLE = 0.005  # of the picture's width: what rounds to 0 %


class Team(NamedTuple):
    """Whom a photo is compared with: "Finance" or "the company"; or its one reference photo."""

    name: str
    has_reference: bool

    @property
    def owner(self) -> str:
        """ "Finance's", "Sales'"."""
        return f"{self.name}'" if self.name.endswith("s") else f"{self.name}'s"


class Compared(NamedTuple):
    """A photo's value beside its team's; `share` of the team's photos have the usual class."""

    value: float | str | None
    usual: float | str | None
    difference: float
    share: float


def unlike_team(feature: Feature, seen: Compared, team: Team) -> str:
    """The sentence of a photo that stands out: what is seen, and the numbers."""
    reference = f"{team.owner} reference photo"
    usual = team_words(seen.usual, feature)
    if feature.compared == CLASS and not team.has_reference:
        usual += f" in {in_words(seen.share, 'share')} of the photos"
    unit = "share" if feature.compared == RELATIVE else feature.unit
    parts = {
        "value": team_words(seen.value, feature),
        "usual": usual,
        "team": "reference photo" if team.has_reference else team.name,
        "whose": f"in {reference}" if team.has_reference else f"{team.owner} median",
        "owner": reference if team.has_reference else team.owner,
        "difference": distance_in_words(abs(seen.difference), unit),
    }
    return f"{unlike(feature, seen).format(**parts)} ({feature.number.format(**parts)})."


def unlike(feature: Feature, seen: Compared) -> str:
    """What is seen, with its parts still in braces."""
    ends = [one for one in (seen.value, seen.usual) if isinstance(one, float)]
    if len(ends) == len(("value", "usual")) and min(ends) < -feature.even < feature.even < max(
        ends
    ):
        return feature.high_across if seen.difference > 0 else feature.low_across
    return feature.high if seen.difference > 0 else feature.low


def team_words(value: float | str | None, feature: Feature) -> str:
    """A photo's value, or its team's, as people read it."""
    if value is None:
        return "not known"
    if isinstance(value, str):
        return WORDS.get(value, value)
    if feature.unit != "aside":
        return in_plain_words(value, feature.unit)
    if abs(value) < IN_THE_MIDDLE:
        return "in the middle"
    side = "right" if value > 0 else "left"
    return f"{in_words(abs(value), 'share')} to the {side}"


def distance_in_words(difference: float, unit: str) -> str:
    """How far apart two values are, as people read it."""
    return in_plain_words(difference, "share" if unit == "aside" else unit)


def usual_in_words(feature: Feature, usual: float | str, share: float | None) -> str:
    """What a team's photos are like: its median, or its most common class with its share, where
    that is not the one of a reference photo."""
    words = feature.usual.format(value=team_words(usual, feature))
    return words if share is None else f"{words}: {in_words(share, 'share')}"


def fits_in(team: str) -> str:
    """The sentence of a photo that does not stand out."""
    return f"It fits in with {Team(team, False).owner} photos."


def as_in(team: str) -> str:
    """The sentence of a photo that stands out here by the same things as in `team`."""
    return f"It stands out by the same things as in {team}."


def not_compared() -> str:
    """The sentence of a photo of which nothing could be compared."""
    return "Nothing of this photo could be compared."


def not_computed() -> str:
    """The sentence of a team whose figures are not there yet."""
    return "Not computed yet; look again in a minute."


def alike(photos: int, misfits: int) -> str:
    """The sentence of a team: how many of its photos fit in."""
    if not misfits:
        return f"All {photos} photos fit in."
    fit = photos - misfits
    fitting = f"{fit} of {photos} photos {'fits' if fit == 1 else 'fit'} in"
    return f"{fitting}, {misfits} {'stands' if misfits == 1 else 'stand'} out."


def too_few(photos: int, needed: int) -> str:
    """The sentence of a team that has no baseline yet."""
    approved = f"{photos} approved {'photo' if photos == 1 else 'photos'}"
    return f"Too few to compare: {approved}, {needed} are needed."


def too_spread(feature: Feature, spread: float) -> str:
    """The sentence of a team whose photos vary more than its standard allows."""
    most = distance_in_words(feature.most_spread, feature.unit)
    told = distance_in_words(spread, feature.unit)
    return f"{feature.title} varies from photo to photo (by {told}; asked for: at most {most})."
