"""The admin in the reader's language; everything else in English."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import django
import import_export
import polib
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.fixtures import Settings

from audit.models import Event
from directory.models import Department, Person
from photos.labels import spoken_in
from photos.models import Outcome, Photo, Review, StandardVersion
from photos.quality.said_forms import all_forms
from tests import factories
from tests.admin.pages import a_team_at_work, pages
from tokens.models import ApiToken

pytestmark = pytest.mark.django_db

OURS = settings.BASE_DIR / "locale" / "de" / "LC_MESSAGES" / "django.po"
LIBRARIES = [
    Path(django.__file__).parent / "conf",
    *(
        Path(django.__file__).parent / "contrib" / app
        for app in ("admin", "auth", "contenttypes", "sessions")
    ),
    Path(import_export.__file__).parent,
]
GERMAN = {"headers": {"accept-language": "de-AT,de;q=0.9,en;q=0.5"}}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]|</?\w+")
IN_BRACKETS = re.compile(r"⟦[^⟦⟧]*⟧")
SAID_TO_READERS = ("alt", "aria-label", "placeholder", "title")
MUTE = ("script", "style", "code", "kbd", "template")
ICONS = "material-symbols"  # a class; its words are names of drawings
EMPTY_TAGS = ("input", "img", "br", "hr", "link", "meta", "col", "source")
WORD = re.compile(r"[a-z]{2}")
# Ours, others', languages', libraries' that have no translation.
NAMES = {
    "Sameframe",
    "English",
    "en-gb",
    "Deutsch",
    "Tasks Database Backend",
    "Task Result",
    "JPEG",
    "px",
    "headshot 0123abcd",
    "{employee_id}_{last_name}",
    "⟦busy at …",  # cut before its end
}
CODES = {code for code, _ in settings.LANGUAGES}
DECIMAL_COMMA = re.compile(r"^-?\d+,\d+$")


def words_of(client: Client, address: str) -> str:
    """A page as sent to a German browser."""
    return client.get(address, **GERMAN).content.decode()  # type: ignore[arg-type]


# --- which language ---------------------------------------------------------


def test_the_admin_speaks_the_browsers_language(admin_client: Client) -> None:
    answer = admin_client.get("/admin/photos/photo/", **GERMAN)  # type: ignore[arg-type]
    assert '<html lang="de"' in answer.content.decode()
    assert "Freigegeben" in answer.content.decode() or "Fotos" in answer.content.decode()


def test_a_choice_outlives_the_browsers_language(admin_client: Client) -> None:
    sent = admin_client.post("/admin/language/", {"language": "en-gb", "next": "/admin/"})
    assert (sent.status_code, sent.headers["location"]) == (302, "/admin/")
    assert '<html lang="en-gb"' in words_of(admin_client, "/admin/")
    admin_client.post("/admin/language/", {"language": "de", "next": "/admin/"})
    assert '<html lang="de"' in admin_client.get("/admin/").content.decode()


@pytest.mark.parametrize("address", ["/api/v1/people/", "/api/v1/people/nobody/", "/livez"])
def test_nothing_but_the_admin_depends_on_a_language(client: Client, address: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    token = {"authorization": f"Bearer {factories.token().key}"} if "api" in address else {}
    english = client.get(address, headers=token)
    german = client.get(address, headers={**token, **GERMAN["headers"]})
    assert german.content == english.content
    assert "language" not in german.headers.get("vary", "").lower()
    assert "content-language" not in german.headers


def test_sentences_of_findings_are_german_in_the_admin_alone(admin_client: Client) -> None:
    photo = factories.judged_photo(factories.person("e1001"), Outcome.RETAKE, 12)
    photo.main_reason = "The head is tilted (25°; asked for: at most 8°). Hold the head upright."
    photo.save()
    told = words_of(admin_client, f"/admin/directory/person/{photo.person.pk}/change/")
    assert "Der Kopf ist geneigt (25°; verlangt: höchstens 8°)." in told
    hr = {"authorization": f"Bearer {factories.token().key}", **GERMAN["headers"]}
    assert (
        photo.main_reason
        in admin_client.get(f"/api/v1/photos/{photo.pk}/", headers=hr).content.decode()
    )


# --- the catalogues ---------------------------------------------------------


@pytest.fixture(scope="module")
def german() -> polib.POFile:
    """Our German catalogue."""
    return polib.pofile(str(OURS))


def test_german_is_whole(german: polib.POFile) -> None:
    lacking = [*german.untranslated_entries(), *german.fuzzy_entries()]
    assert [entry.msgid for entry in lacking] == []
    assert set(all_forms()) - {entry.msgid for entry in german} == set()


def test_placeholders_are_the_same_in_both_languages(german: polib.POFile) -> None:
    for entry in german:
        asked = [sorted(PLACEHOLDER.findall(one)) for one in (entry.msgid, entry.msgid_plural)]
        for told in entry.msgstr_plural.values() or [entry.msgstr]:
            assert sorted(PLACEHOLDER.findall(told)) in asked, told


def test_the_compiled_catalogue_is_that_of_the_text(german: polib.POFile) -> None:
    assert OURS.with_suffix(".mo").read_bytes() == german.to_binary()


# --- every word of every page -----------------------------------------------


class Words(HTMLParser):
    """Collects what a reader sees or hears, and attributes that a machine reads as numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[bool] = []
        self.told: list[str] = []
        self.machine: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in EMPTY_TAGS:
            self.open.append(tag in MUTE or ICONS in (dict(attrs).get("class") or ""))
        for name, value in attrs:
            (self.told if name in SAID_TO_READERS else self.machine).append(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY_TAGS and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self.open):
            self.told.append(data)


def read(page: str) -> Words:
    """The words of a page."""
    words = Words()
    words.feed(page)
    return words


@pytest.fixture
def brackets(tmp_path: Path, settings: Settings) -> Iterator[None]:
    """In place of German, a language that sets every text that can be translated in brackets."""
    folder = tmp_path / "locale" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    made = polib.POFile()
    made.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": PLURALS}
    seen: set[tuple[str, str | None]] = set()
    for entry in texts_of_all():
        if (entry.msgid, entry.msgctxt) not in seen:
            seen.add((entry.msgid, entry.msgctxt))
            made.append(in_brackets(entry))
    made.save_as_mofile(str(folder / "django.mo"))
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    spoken_in.cache_clear()
    yield
    spoken_in.cache_clear()


PLURALS = "nplurals=2; plural=(n != 1);"


def texts_of_all() -> Iterator[polib.POEntry]:
    """Our texts and those of the libraries whose pages we show."""
    yield from polib.pofile(str(OURS))
    for library in LIBRARIES:
        yield from polib.pofile(str(library / "locale" / "de" / "LC_MESSAGES" / "django.po"))


def in_brackets(entry: polib.POEntry) -> polib.POEntry:
    """The entry, translated to itself in brackets; formats of dates stay formats."""
    if entry.msgid.isupper() and "_" in entry.msgid:
        return polib.POEntry(msgid=entry.msgid, msgstr=entry.msgid, msgctxt=entry.msgctxt)
    if entry.msgid_plural:
        forms = {0: f"⟦{entry.msgid}⟧", 1: f"⟦{entry.msgid_plural}⟧"}
        return polib.POEntry(
            msgid=entry.msgid, msgid_plural=entry.msgid_plural, msgstr_plural=forms
        )
    ends = "\n" if entry.msgid.endswith("\n") else ""
    starts = "\n" if entry.msgid.startswith("\n") else ""
    return polib.POEntry(
        msgid=entry.msgid, msgstr=f"{starts}⟦{entry.msgid}⟧{ends}", msgctxt=entry.msgctxt
    )


def untold(words: Words, names: list[str]) -> Iterator[str]:
    """What is in no brackets, is no name, and has a word in it."""
    joined = "\n".join(" ".join(text.split()) for text in words.told)
    while (shorter := IN_BRACKETS.sub("", joined)) != joined:
        joined = shorter
    for line in joined.split("\n"):
        left = line
        for name in names:
            left = left.replace(name, "")
        if WORD.search(left) and line.strip() not in CODES:
            yield line.strip()


TYPED_IN = (Person, Department, User, ApiToken, Review, StandardVersion)


def names_in_rows() -> list[str]:
    """What people typed, longest first, and names that are the same in all languages."""
    rows = [
        *(row for model in TYPED_IN for row in model.objects.values()),
        *Photo.objects.values("original_name"),
        *Event.objects.values("who"),
    ]
    typed = {text for row in rows for text in row.values() if isinstance(text, str) and text}
    return sorted(typed | NAMES | set(factories.SENTENCES.values()), key=len, reverse=True)


def test_every_word_of_every_page_can_be_translated(admin_client: Client, brackets: None) -> None:
    photo, seen = a_team_at_work(), dict[str, str]()
    names = names_in_rows()
    for address in pages(photo):
        answer = admin_client.get(address, **GERMAN)  # type: ignore[arg-type]
        if answer.status_code == 200 and "html" in answer.headers["content-type"]:
            words = read(answer.content.decode())
            assert not [one for one in words.machine if DECIMAL_COMMA.match(one)], address
            seen |= {line: address for line in untold(words, names) if line not in seen}
    assert seen == {}
