"""Names as people type them, and as they are searched."""

import unicodedata


def fold(text: str) -> str:
    """`text` without case and accents, so that "MÜLL" finds "Müller" on any database."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def search_text(*parts: str) -> str:
    """The folded parts in one line, for a search by containment."""
    return " ".join(fold(part) for part in parts if part)
