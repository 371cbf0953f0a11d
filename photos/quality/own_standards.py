"""A company's own standard: what differs from a shipped one, as values, as a file, in words."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from photos.quality.shot_type import NO_FACE, WORDS
from photos.quality.standard import (
    DEFAULT,
    FOLDER,
    Band,
    Rule,
    Standard,
    StandardError,
    default_tables,
    read_standard,
    read_toml,
    standard_names,
)

type Tables = dict[str, Any]

BANDS = ("target", "pass", "warn")
RULE_KEYS = frozenset({*BANDS, "decides"})
HEAD_KEYS = frozenset({"title", "summary", "based_on", "shot_types", "rules"})
ENDS = 2  # of a band
MOST_TITLE, MOST_SUMMARY = 100, 300  # characters
SHOT_TYPES = tuple(name for name in WORDS if name != NO_FACE)


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A standard as it is carried from one installation to another: its `tables` differ from
    the shipped one that it is based on."""

    title: str
    summary: str
    based_on: str
    tables: Tables

    def as_json(self) -> str:
        """One line that tells it again."""
        return json.dumps([self.title, self.summary, self.based_on, self.tables])

    @classmethod
    def from_json(cls, written: str) -> OwnFile:
        """What as_json wrote."""
        return cls(*json.loads(written))


def band_of(rule: Rule, key: str) -> Band:
    """One of a rule's bands by its name in files."""
    return {"target": rule.target, "pass": rule.passes, "warn": rule.warns}[key]


def start_tables(based_on: str) -> Tables:
    """All tables of a shipped standard, the default's where it has none of its own."""
    default = default_tables()
    own = read_toml(FOLDER / f"{based_on}.toml") if based_on != DEFAULT else {}
    laid = {name: {**default[name], **own.get(name, {})} for name in ("weights", "blends")}
    rules = {
        rule_id: {**table, **own.get("rules", {}).get(rule_id, {})}
        for rule_id, table in default["rules"].items()
    }
    bounds = {**default["shot_type_bounds"], **own.get("shot_type_bounds", {})}
    return {**default, **own, **laid, "rules": rules, "shot_type_bounds": bounds}


def read_own(name: str, file: OwnFile) -> Standard:
    """The standard of that name. Raises StandardError, in a sentence that names rule and key."""
    own = {
        "title": file.title,
        "summary": file.summary,
        **file.tables,
        "rules": {key: with_open_ends(table) for key, table in rules_of(file.tables).items()},
    }
    return read_standard(name, own, start_tables(file.based_on), based_on=file.based_on)


def rules_of(tables: Tables) -> dict[str, Any]:
    """The rules that differ."""
    rules: dict[str, Any] = tables.get("rules", {})
    return rules


def with_open_ends(table: Tables) -> Tables:
    """A rule's table with infinity in place of None, which stands for it in JSON."""
    return {key: ends_of(value) if key in BANDS else value for key, value in table.items()}


def ends_of(stored: list[float | None]) -> list[float]:
    """Both ends of a band from JSON."""
    low, high = stored
    return [-math.inf if low is None else low, math.inf if high is None else high]


def with_none_for_open(band: Band) -> list[float | None]:
    """A band as JSON can hold it."""
    return [end if math.isfinite(end) else None for end in (band.low, band.high)]


def differences(standard: Standard, start: Standard) -> Tables:
    """What of the standard is not as in `start`, as tables."""
    rules = {}
    for rule in standard.rules:
        other = start.rule(rule.id)
        changed: Tables = {
            key: with_none_for_open(band_of(rule, key))
            for key in BANDS
            if band_of(rule, key) != band_of(other, key)
        }
        if rule.decides != other.decides:
            changed["decides"] = rule.decides
        if changed:
            rules[rule.id] = changed
    tables: Tables = {"rules": rules} if rules else {}
    if standard.shot_types != start.shot_types:
        tables["shot_types"] = list(standard.shot_types)
    return tables


# --- files --------------------------------------------------------------------


def read_file(text: str) -> OwnFile:
    """A standard from an exported file. Raises StandardError for whatever is wrong with it."""
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise StandardError(f"This is no TOML file: {error}.") from error
    if unknown := set(written) - HEAD_KEYS:
        raise StandardError(f"{', '.join(sorted(unknown))}: no such key in a standard's file.")
    based_on = words_of(written, "based_on", MOST_TITLE)
    if based_on not in standard_names():
        known = ", ".join(standard_names())
        raise StandardError(f"based_on: there is no shipped standard {based_on!r}; write {known}.")
    file = OwnFile(
        title=words_of(written, "title", MOST_TITLE),
        summary=words_of(written, "summary", MOST_SUMMARY),
        based_on=based_on,
        tables=tables_in(written, based_on),
    )
    read_own("rules", file)  # the bands lie in each other
    return file


def words_of(written: Tables, key: str, most: int) -> str:
    """A text of the file's head. Raises StandardError."""
    value = written.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > most:
        raise StandardError(f'{key}: write {key} = "…", with 1 to {most} characters.')
    return value.strip()


def tables_in(written: Tables, based_on: str) -> Tables:
    """What the file changes. Raises StandardError."""
    rules, known = written.get("rules", {}), start_tables(based_on)["rules"]
    if not isinstance(rules, dict):
        raise StandardError("rules: write a table for each rule, as [rules.head_height].")
    for rule_id in rules:
        if rule_id not in known:
            raise StandardError(f"rules.{rule_id}: there is no such rule.")
    tables: Tables = {"rules": {key: rule_in(key, table) for key, table in rules.items()}}
    if "shot_types" in written:
        tables["shot_types"] = shot_types_in(written["shot_types"])
    return tables


def shot_types_in(value: Any) -> list[str]:
    """The kinds of picture allowed. Raises StandardError."""
    if not isinstance(value, list) or not value or not set(map(str, value)) <= set(SHOT_TYPES):
        raise StandardError(f"shot_types: write a list of some of these: {', '.join(SHOT_TYPES)}.")
    return [str(one) for one in value]


def rule_in(rule_id: str, table: Any) -> Tables:
    """One rule's table with None for open ends. Raises StandardError."""
    if not isinstance(table, dict):
        raise StandardError(f"rules.{rule_id}: write it as a table, [rules.{rule_id}].")
    if unknown := set(table) - RULE_KEYS:
        raise StandardError(f"rules.{rule_id}.{min(unknown)}: no such key in a rule.")
    return {
        key: ends_in(f"rules.{rule_id}.{key}", value) if key in BANDS else value
        for key, value in table.items()
    }


def ends_in(place: str, value: Any) -> list[float | None]:
    """A band's two ends. Raises StandardError."""
    fits = isinstance(value, list) and len(value) == ENDS
    if not fits or not all(type(one) in (int, float) and not math.isnan(one) for one in value):
        raise StandardError(f"{place}: write two numbers, as [0.3, 0.9]; inf stands for no limit.")
    return with_none_for_open(Band(*map(float, value)))


def as_file(file: OwnFile) -> str:
    """The file that read_file reads."""
    head = [f"{key} = {quoted(getattr(file, key))}" for key in ("title", "summary", "based_on")]
    if "shot_types" in file.tables:
        head.append(f"shot_types = [{', '.join(map(quoted, file.tables['shot_types']))}]")
    rules = (rule_as_file(*one) for one in rules_of(file.tables).items())
    return "\n".join([*head, *rules, ""])


def rule_as_file(rule_id: str, table: Tables) -> str:
    """One rule's table in TOML."""
    lines = [f"\n[rules.{rule_id}]"]
    for key, value in with_open_ends(table).items():
        written = quoted(value) if key == "decides" else f"[{value[0]!r}, {value[1]!r}]"
        lines.append(f"{key} = {written}")
    return "\n".join(lines)


def quoted(words: str) -> str:
    """A TOML string."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return (
        '"' + "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in escaped) + '"'
    )


# --- in words -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One band, or who decides, before and after; `rule` is None for the kinds of picture."""

    rule: Rule | None
    key: str
    before: Any
    after: Any


def changes_between(before: Standard, after: Standard) -> Iterator[RuleChange]:
    """What a new version changes, rule by rule."""
    if before.shot_types != after.shot_types:
        yield RuleChange(None, "shot_types", before.shot_types, after.shot_types)
    rules: Mapping[str, Rule] = before.by_id
    for rule in after.rules:
        old = rules[rule.id]
        for key in BANDS:
            if band_of(old, key) != band_of(rule, key):
                yield RuleChange(rule, key, band_of(old, key), band_of(rule, key))
        if old.decides != rule.decides:
            yield RuleChange(rule, "decides", old.decides, rule.decides)
