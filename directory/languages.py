"""The languages that people can be written to in."""

from django.conf import settings

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def language_code(written: str) -> str:
    """Our code for a language as lists write it: "Deutsch", "DE" and "de_AT" are "de"; what is
    none of ours stays as it is."""
    word = written.lower().replace("_", "-")
    for code, name in settings.LANGUAGES:
        if word in {code, name.lower(), code.partition("-")[0]}:
            return code
    main = word.partition("-")[0]
    return next((code for code in LANGUAGES if code.partition("-")[0] == main), word)
