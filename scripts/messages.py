"""Brings locale/*/LC_MESSAGES/django.po and .mo up to date with the texts of the code.

Needs gettext's xgettext (apt-get install gettext). Beside what Django collects there are the
sentences about photos (photos.quality.said_forms), the targets of exports, the names of models,
their fields and permissions, and the words of the admin's theme, which has no translations of its
own. The catalogues name no line, day or tool, so that they change with the texts alone.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import django
import polib
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
# Holds the texts that Django finds in no file, while it looks.
COLLECTED = ROOT / "config" / "collected_texts.py"
UNSEEN = [
    "tests",
    "scripts",
    "docs",
    "intranet",
    "photos/evaluation",
    "photos/templates/photos/evaluation",
]
WIDTH = 98


def main() -> int:
    """Write the catalogue of every language but the source's."""
    os.chdir(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    languages = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    calls = (f"gettext_noop({json.dumps(text, ensure_ascii=False)})\n" for text in collected())
    COLLECTED.write_text("".join(calls), encoding="utf-8")
    try:
        call_command(
            "makemessages",
            locale=languages,
            no_location=True,
            no_obsolete=True,
            ignore_patterns=UNSEEN,
            verbosity=0,
        )
    finally:
        COLLECTED.unlink()
    return max(map(written, languages))


def collected() -> Iterator[str]:
    """The texts that stand in no call of gettext."""
    from desk.exports.targets import load_targets  # Django must be set up
    from photos.quality.said_forms import all_forms

    theme = (ROOT / "locale" / "theme.txt").read_text(encoding="utf-8").splitlines()
    targets = [text for one in load_targets().values() for text in (one.title, one.hint)]
    return iter(dict.fromkeys([*theme, *all_forms(), *targets, *sorted(set(model_names()))]))


def model_names() -> Iterator[str]:
    """The names of our own models, their fields and permissions."""
    from config.site import OWN_APPS  # the same

    for app in OWN_APPS:
        for model in apps.get_app_config(app).get_models():
            options = model._meta
            yield from (str(options.verbose_name), str(options.verbose_name_plural))
            yield from (title for _, title in options.permissions)
            if admin.site.is_registered(model):
                yield from (
                    str(field.verbose_name) for field in (*options.fields, *options.many_to_many)
                )


def written(language: str) -> int:
    """Write one language's catalogue in the one way we keep it; how many texts it lacks."""
    path = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    catalogue = polib.pofile(str(path), wrapwidth=WIDTH)
    catalogue.header = "Sameframe"
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": catalogue.metadata["Plural-Forms"],
    }
    catalogue.metadata_is_fuzzy = False
    catalogue.sort()
    catalogue.save(str(path))
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    lacking = [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()]
    for entry in lacking:
        print(f"{language}: not translated: {entry.msgid!r}")
    return len(lacking) > 0


if __name__ == "__main__":
    sys.exit(main())
