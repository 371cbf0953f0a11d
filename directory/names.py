"""Names as people type them, and as they are searched."""

import unicodedata

# Letters that are a letter of their own, not one with a sign on it.
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"\N{LATIN SMALL LETTER DOTLESS I}": "i"}
)
# How some of them are written on keyboards that have none: "Mueller" for Müller.
SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


def fold(text: str) -> str:
    """`text` without case and accents, so that "MÜLL" finds "Müller" on any database."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return plain.translate(PLAIN)


def spelt_out(text: str) -> str:
    """`text` folded, with umlauts as two letters: "mueller" for Müller."""
    return fold(unicodedata.normalize("NFC", text.casefold()).translate(SPELT_OUT))


def search_text(*parts: str) -> str:
    """The folded parts in one line, for a search by containment; umlauts both ways."""
    folded = [fold(part) for part in parts if part]
    spelt = [spelt_out(part) for part in parts if part]
    return " ".join([*folded, *(word for word in spelt if word not in folded)])
