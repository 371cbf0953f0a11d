"""Our own English sentences, said in another language.

What is said of a photo is stored, exported and answered by the API in English, as explain and
its kin build it. A page in another language recognises the form of such a sentence among those
of said_forms, and says the form and each of its parts in the other language; so nothing has to be
measured or judged again, and what a page shows is what is stored. What it doesn't recognise, as
a sentence of an older version, stays as it is.

Making said_forms takes a tenth of a second, so it is imported by whoever says something, not by
every command and worker at its start.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from string import Formatter
from typing import NamedTuple

NUMBER = r"-?\d[\d.,]*"


class Language(NamedTuple):
    """How another language says a form of ours, braces included, and how it writes numbers."""

    form: Callable[[str], str]
    number: Callable[[str], str]


class Form(NamedTuple):
    """A form of words and what it looks like."""

    words: str
    pattern: re.Pattern[str]


def said(words: str, language: Language, kind: str = "sentence") -> str:
    """The words in that language; as they are where nobody knows them."""
    from photos.quality.said_forms import NAMES, kind_of

    if not words or kind in NAMES:
        return words
    if re.fullmatch(NUMBER, words):
        return language.number(words)
    for form in forms_of(kind):
        if found := form.pattern.fullmatch(words):
            parts = {
                name: said(part, language, kind_of(name))
                for name, part in found.groupdict().items()
            }
            return language.form(form.words).format(**parts)
    return words


@cache
def forms_of(kind: str) -> tuple[Form, ...]:
    """The forms that words of a kind may have; one that says more is tried first."""
    from photos.quality.said_forms import FORMS

    ordered = sorted(FORMS.get(kind, ()), key=len, reverse=True)
    return tuple(Form(words, re.compile(pattern_of(words, named=True))) for words in ordered)


@cache
def pattern_of(form: str, *, named: bool = False) -> str:
    """What a form looks like; with `named` its parts can be told apart."""
    return "".join(pieces(form, named=named))


def pieces(form: str, *, named: bool) -> Iterator[str]:
    """The pattern, piece by piece."""
    from photos.quality.said_forms import kind_of

    for literal, field, _, _ in Formatter().parse(form):
        yield re.escape(literal)
        if field is not None:
            group = f"?P<{field}>" if named else "?:"
            yield f"({group}{pattern_of_kind(kind_of(field))})"


@cache
def pattern_of_kind(kind: str) -> str:
    """What all words of a kind look like; those of an open kind can be any."""
    from photos.quality.said_forms import FORMS, OPEN

    if kind == "n":
        return NUMBER
    return ".+?" if kind in OPEN else "|".join(map(pattern_of, FORMS[kind]))
