"""Names as a large company has them: a few that hundreds share, many that one person has."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from directory.names import fold

# The most frequent first; how often each is drawn falls as 1 / place (Zipf).
FIRST = (
    "Anna", "Thomas", "Mohammed", "Maria", "Peter", "Fatima", "Julia", "Michael", "Nguyễn",
    "Sofía", "Jürgen", "Wei", "Priya", "José", "Olga", "Kwame", "Zoë", "Łukasz", "Ayşe", "Björn",
    "Ravi", "Chloé", "Yuki", "Søren", "Noor", "Ingrid", "Dmitri", "Amara", "Jean-Baptiste",
    "Γιώργος", "Мария", "فاطمة", "伟", "さくら", "Karl-Heinz", "Þóra", "Siobhán", "Maximiliane",
)  # fmt: skip
LAST = (
    "Müller", "Schmidt", "Schneider", "Fischer", "Weber", "Meyer", "Wagner", "Becker", "García",
    "Nguyen", "Singh", "Novák", "Silva", "Khan", "Rossi", "Şahin", "Jansen", "Kowalski", "Chen",
    "Øvergård", "O'Neill", "D'Angelo", "Okafor", "Tanaka", "Haddad", "Åkesson", "Dvořáková",
    "Βασιλείου", "Иванова", "الحسيني", "王", "佐藤", "van der Westhuizen", "Strauß",
    "Papadimitrakopoulou-Vandermeersch", "de la Torre y Fernández de Córdoba",
)  # fmt: skip
# The rare ones are put together: one of these before one of those.
BEGINNINGS = (
    "Alt", "Berg", "Birken", "Brand", "Buch", "Dorn", "Eber", "Eich", "Falken", "Feld", "Grün",
    "Hag", "Hasel", "Hirsch", "Holz", "Kalten", "Kirch", "Lind", "Mühl", "Neu", "Nieder", "Ober",
    "Ost", "Rauh", "Roth", "Sand", "Schön", "Steig", "Stein", "Stern", "Tann", "Über", "Wald",
    "Weid", "Wiesen", "Wild", "Winter", "Wolf", "Zell", "Ziegel",
)  # fmt: skip
ENDINGS = (
    "ach", "auer", "bach", "bauer", "berger", "brandt", "brück", "burg", "eder", "egger", "feld",
    "forster", "gruber", "hammer", "hauser", "hof", "hofer", "huber", "inger", "kamp", "kötter",
    "leitner", "mann", "maier", "moser", "müller", "reiter", "rieder", "schmied", "städt",
    "steiner", "strasser", "thaler", "wanger", "wieser", "zeller",
)  # fmt: skip
SHARE_OF_FREQUENT = 0.35  # of last names
SHARE_OF_DOUBLE = 0.06


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody's, as they write it."""

    first: str
    last: str

    @property
    def address(self) -> str:
        """The same as the first part of an e-mail address; empty where it has no Latin letter."""
        parts = ("".join(filter(is_latin, fold(part))) for part in (self.first, self.last))
        return ".".join(part for part in parts if part)


def is_latin(sign: str) -> bool:
    """Whether a folded sign may stand in any address."""
    return sign.isascii() and sign.isalnum()


def draw_names(random: np.random.Generator, count: int) -> list[Name]:
    """So many people's names, always the same from the same generator."""
    firsts = draw(random, FIRST, count)
    frequent = draw(random, LAST, count)
    beginnings = random.integers(len(BEGINNINGS), size=count)
    endings = random.integers(len(ENDINGS), size=count)
    rare = [
        BEGINNINGS[one] + ENDINGS[other]
        for one, other in zip(beginnings.tolist(), endings.tolist(), strict=True)
    ]
    luck: NDArray[np.float64] = random.random(count)
    return [
        Name(first, last_name(usual, other, chance))
        for first, usual, other, chance in zip(firsts, frequent, rare, luck.tolist(), strict=True)
    ]


def last_name(frequent: str, rare: str, luck: float) -> str:
    """One of the two, or both."""
    if luck < SHARE_OF_DOUBLE:
        return f"{rare}-{frequent}"
    return frequent if luck < SHARE_OF_DOUBLE + SHARE_OF_FREQUENT else rare


def draw(random: np.random.Generator, names: tuple[str, ...], count: int) -> list[str]:
    """So many of the names, by their frequency."""
    weights = 1 / np.arange(1, len(names) + 1)
    places = random.choice(len(names), size=count, p=weights / weights.sum())
    return [names[place] for place in places.tolist()]
