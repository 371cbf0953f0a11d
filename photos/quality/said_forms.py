"""The forms of our sentences, for those who say them in another language: see said.

A form's parts stand in braces; a part's name says its kind, that is, which forms it may have in
its turn. The rules' own words come from the standards' files, so that a new rule needs nothing
here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from photos.quality import explain_change
from photos.quality.explain import NBSP, SHOT_TYPE_REASONS
from photos.quality.explain_person import kept_texts, person_texts
from photos.quality.findings import SHOT_TYPE_TITLE
from photos.quality.hint_words import SENTENCES
from photos.quality.measures import measure
from photos.quality.measures.edge_blur import NO_EDGES
from photos.quality.shot_type import WORDS
from photos.quality.smallest_change import ENOUGH, PARTS, UP_TO, change_texts
from photos.quality.standard import TEXTS, default_tables, load_standard, standard_names
from photos.quality.team_rules import team_rules
from photos.quality.uses import load_uses, read_tables

SENTENCE = "sentence"
NAMES = frozenset({"name"})  # of people and files: never translated
OPEN = NAMES | {
    "team",
    "kinds",
    "titles",
    "number",
    "words",
}  # names too, or too many forms for one pattern
ASIDE = ("in the middle", "{measure} to the right", "{measure} to the left")
REASONS = (
    *(measure.NO_FACE, measure.NO_BACKGROUND, measure.NO_SKIN, measure.MONOCHROME),
    *(measure.NO_PIXELS, NO_EDGES),
    "one cheek is turned away",
    "the top of the head could not be made out",
    "this engine did not measure it",
)
BACKGROUNDS = ("plain", "soft", "busy")
MENDS = ("The proposed crop makes one of it.", "A new photo is needed.")
FILE_KINDS = (
    *("a GIF", "a BMP", "a TIFF", "a Photoshop file", "a PDF", "an EPS file"),
    *("a web page", "an icon", "a JPEG XL", "a JPEG 2000"),
    *("an SVG drawing", "an XML or SVG file", "a ZIP archive"),
)
MISSED = "{saw} ({number}; %s: {range}). {advice}.%s"
FINDINGS = (
    *(
        MISSED % (asks, mend)
        for asks in ("asked for", "better")
        for mend in ("", " The proposed crop does it.")
    ),
    "{title} could not be assessed: {reason}.",
    "This is {kind}.",
    "This is {kind} ({why}).",
    "This is {kind}; asked for: {kinds}. {mend}",
    "This is {kind} ({why}); asked for: {kinds}. {mend}",
    "No face was found. Use a photograph of the person's face, seen from the front.",
    "Best: {kinds}.",
    "Up to {n} pixels; {n2} are best.",
    "Too few pixels; {n} are best.",
)
TO_THE_PERSON = (
    "{personal}.",
    "{personal}; it should be {range}.",
    "{personal}; {range} is better.",
    "{personal}; it should be {kinds}.",
    "{advice}.",
)
SMALLEST_CHANGES = tuple(f"{told}{end}." for told in (ENOUGH, UP_TO) for end in ("", ": {change}"))
SAME_PICTURES = (
    "The same picture is stored for {name}.",
    "And for {n} more people.",
    "And for {n} more person.",
    "And for at least {n} more people.",
)
CHANGES = (
    "Neither better nor worse in any of {n} points.",
    "Worse in {n} of {n2} points: {titles}.",
    "Better in {n} of {n2} points: {titles}.",
    "Better in {n} of {n2} points: {titles}. Worse in {n3}: {titles2}.",
    explain_change.OTHER_ENGINE,
    explain_change.OTHER_RULES,
    explain_change.NOT_JUDGED,
    explain_change.NO_RULE_IN_COMMON,
)
TEAM = (
    "{seen} ({words}).",
    "It fits in with the company's photos.",
    "It fits in with {team}'s photos.",
    "It fits in with {team}' photos.",
    "It stands out by the same things as in {team}.",
    "Nothing of this photo could be compared.",
    "Not computed yet; look again in a minute.",
    "All {n} photos fit in.",
    "{n} of {n2} photos fits in, {n3} stands out.",
    "{n} of {n2} photos fits in, {n3} stand out.",
    "{n} of {n2} photos fit in, {n3} stands out.",
    "{n} of {n2} photos fit in, {n3} stand out.",
    "Too few to compare: {n} approved photo, {n2} are needed.",
    "Too few to compare: {n} approved photos, {n2} are needed.",
    "{feature} varies from photo to photo (by {value}; asked for: at most {value2}).",
)
REFUSALS = (
    "The file is empty.",
    "The file is {n} MB; the limit is {n2} MB.",
    "The picture is {n} x {n2} pixels; each side needs at least {n3}.",
    "One side of the picture is {n} times as long as the other; the limit is {n2} times.",
    "The picture has {n} megapixels; the limit is {n2}.",
    "The picture has {n} megapixels in {n2} frames; the limit is {n3}.",
    "The JPEG is stored in {n} scans; the limit is {n2}.",
    "The picture is damaged or incomplete. Please export it or download it again.",
    "The picture takes too much time or memory to open. Please export it again as a JPEG.",
    "Several pictures are being opened just now. Please try again in a minute.",
    "The opening of the picture was interrupted. Please try again in a minute.",
    "A fault in the program stopped the opening of this picture; its log says more. "
    "Please export the picture again as a JPEG.",
    "This is {file_kind}. Please use JPEG, PNG, WebP, HEIC or AVIF.",
    "This is not a photo file. Please use JPEG, PNG, WebP, HEIC or AVIF.",
    "The stored file of this photo is damaged. Please tell the people who run this site, or "
    "upload another version of the photo.",
    "The stored file of this photo is missing. Please tell the people who run this site, or "
    "upload another version of the photo.",
    "A fault in the program ({name}) stopped the measuring; its log says more. "
    "Please try again later or upload the photo once more.",
    "The program stopped each time it measured this photo. Please upload another version of it.",
    "This very file is stored for the person already, for another purpose. One file serves every "
    "use that it is fit for; for a use of its own, please send another picture.",
)
GROUPS = (
    *("framing", "background", "lighting", "sharpness", "pose", "eyes", "faces", "style"),
    *("resolution", "light", "colour", "kind"),
)


def rule_texts() -> dict[str, list[str]]:
    """The rules' words by kind: the standards' and the uses'."""
    rules = [*default_tables()["rules"].values(), *read_tables()["rules"].values()]
    by_text = {text: distinct(rule.get(text, "") for rule in rules) for text in TEXTS}
    return {
        "title": [*by_text["title"], SHOT_TYPE_TITLE],
        "good": by_text["good"],
        "saw": [*by_text["low_saw"], *by_text["high_saw"]],
        "advice": distinct([*by_text["low"], *by_text["high"]]),
        "number": distinct([*by_text["number"], *(use["pixels"] for use in use_tables())]),
    }


def use_tables() -> Iterator[Mapping[str, str]]:
    """The house's table and the uses', where they say how pixels are told."""
    tables = read_tables()
    return (one for one in (tables["house"], *tables["uses"].values()) if "pixels" in one)


def team_texts() -> dict[str, list[str]]:
    """The words about features of a team's photos, by kind."""
    features = [asdict(one) for one in team_rules("headshot").features]
    sides = ("low", "high", "low_across", "high_across")
    return {
        "feature": distinct(one["title"] for one in features),
        "seen": distinct(one[side] for side in sides for one in features),
        "words": distinct(one["number"] for one in features),
        "usual_words": [
            *distinct(one["usual"] for one in features if one["usual"] != "{value}"),
            "{value}: {measure}",
        ],
    }


def distinct(texts: Iterable[str]) -> list[str]:
    """The texts without the empty ones, each once, in their order."""
    return list(dict.fromkeys(text for text in texts if text))


RULES, FEATURES = rule_texts(), team_texts()
UNITS = (
    *(f"{{n}}{NBSP}{unit}" for unit in ("%", "pixels", "levels", "times", "stops")),
    "{n}°",
    "{n}",
)
VALUES = (*UNITS, *ASIDE, *WORDS.values(), *BACKGROUNDS, "not known")
USUALS = (*VALUES, "{value} in {measure} of the photos")
SHOTS = tuple(name.replace("_", " ") for name in WORDS)
RANGES = ("{measure} to {measure2}", "at least {measure}", "at most {measure}", "any", "one face")

STANDARDS = tuple(map(load_standard, standard_names()))

# By kind.
FORMS: dict[str, tuple[str, ...]] = {
    "measure": UNITS,
    "value": VALUES,
    "usual": USUALS,
    "range": RANGES,
    "title": tuple(RULES["title"]),
    "titles": (
        *("“{title}”", "“{title}” and “{title2}”", "“{title}”, “{title2}” and “{title3}”"),
        "“{title}”, “{title2}”, “{title3}” and {n} more",
    ),
    "saw": tuple(RULES["saw"]),
    "number": tuple(RULES["number"]),
    "advice": tuple(RULES["advice"]),
    "personal": tuple(person_texts()),
    "change": tuple(change_texts()),
    "part": tuple(PARTS.values()),
    "reason": REASONS,
    "kind": tuple(WORDS.values()),
    "kinds": (*WORDS.values(), "{kind} or {kinds}"),
    "why": tuple(distinct(words for _, words in SHOT_TYPE_REASONS.values())),
    "mend": MENDS,
    "file_kind": FILE_KINDS,
    "use": tuple(use.phrase for use in load_uses()),
    "feature": tuple(FEATURES["feature"]),
    "seen": tuple(FEATURES["seen"]),
    "words": tuple(FEATURES["words"]),
    "whose": (
        *("in the company's reference photo", "the company's median"),
        *("in {team}'s reference photo", "in {team}' reference photo"),
        *("{team}'s median", "{team}' median"),
    ),
    "owner": (
        *("the company's reference photo", "the company's"),
        *("{team}'s reference photo", "{team}' reference photo"),
        *("{team}'s", "{team}'"),
    ),
    "team": ("reference photo", "the company"),
}
FORMS[SENTENCE] = tuple(
    distinct(
        (
            *FINDINGS,
            *TO_THE_PERSON,
            *kept_texts(),
            *SMALLEST_CHANGES,
            *(f"{good}." for good in RULES["good"]),
            *SAME_PICTURES,
            *TEAM,
            *CHANGES,
            *REFUSALS,
            *SENTENCES.values(),
            *FORMS["title"],
            *FORMS["feature"],
            *(use.title for use in load_uses()),
            *(one.title for one in STANDARDS),
            *(one.summary for one in STANDARDS),
            *FORMS["use"],
            *GROUPS,
            *SHOTS,
            *FORMS["kinds"],
            "{shot}, {shot2}",
            *RANGES,
            *FEATURES["usual_words"],
            *USUALS,
        )
    )
)
FORMS["shot"] = SHOTS
KINDS = {
    **{"n2": "n", "n3": "n", "value2": "value", "measure2": "measure", "shot2": "shot"},
    **{"title2": "title", "title3": "title", "titles2": "titles"},
    **{"difference": "measure", "share": "measure"},
}


def kind_of(part: str) -> str:
    """The kind of a part by its name; the measurements that rules name are values."""
    kind = KINDS.get(part, part)
    return kind if kind in FORMS or kind in OPEN or kind == "n" else "measure"


def all_forms() -> list[str]:
    """Every form once: what is there to be translated."""
    return distinct(form for kind in FORMS.values() for form in kind)
