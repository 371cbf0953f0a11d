"""Whether a word stands anywhere: in any column of any table, in files' names, in raw bytes."""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.contrib.sessions.models import Session
from django.core.files.base import File
from django.core.files.storage import storages
from django.db import connection

from desk.photo_import import arrivals
from photos.storage import stored_names
from privacy import key_file
from privacy.mail_files import mail_files, words_of

STORAGES = ("private", "arrivals", "import_export")
PIECE_BYTES = 1 << 20
SQLITE_FILES = ("", "-wal", "-shm", "-journal")


def places_of(word: str) -> list[str]:
    """Every place where the word stands, as it is and in upper or lower case."""
    searches = (in_tables, in_statistics, in_sessions, in_files, in_mails, in_database_files)
    return [place for search in searches for place in search(word)]


def in_tables(word: str) -> Iterator[str]:
    """Tables of the database with the word in any column."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    for table in tables:
        count = _count_in(table, word)
        if count:
            yield f"table {table}: {count:,} rows"


def in_statistics(word: str) -> Iterator[str]:
    """PostgreSQL's samples of values."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, attname FROM pg_stats WHERE schemaname = current_schema()"
            " AND concat(most_common_vals::text, histogram_bounds::text,"
            " most_common_elems::text) ILIKE %s",
            [f"%{_escaped(word)}%"],
        )
        yield from (f"statistics of {table}.{column}" for table, column in cursor.fetchall())


def in_sessions(word: str) -> Iterator[str]:
    """Sessions, whose table holds them packed."""
    for session in Session.objects.iterator():
        if word.lower() in json.dumps(session.get_decoded(), ensure_ascii=False).lower():
            yield f"session {session.session_key[:4]}…"


def in_files(word: str) -> Iterator[str]:
    """Names of stored files, and the bytes of lists that wait to be taken in."""
    for name in STORAGES:
        for file in stored_names(storages[name]):
            if word.lower() in file.lower():
                yield f"file {name}/{file}"
    lists = storages["import_export"]
    for file in stored_names(lists):
        if is_in(lists.open(file), word):
            yield f"file import_export/{file}"
    for file in sorted(set(map(arrivals.owner_of, stored_names(storages["arrivals"])))):
        if arrivals.is_here(file) and is_in(arrivals.opened(file), word):
            yield f"file arrivals/{file}"
    if holds(key_file.path(), word):
        yield f"file {key_file.path().name}"


def in_mails(word: str) -> Iterator[str]:
    """Mails in the folder, decoded."""
    for file, _about in mail_files():
        if word.lower() in words_of(file).lower():
            yield f"file mail/{file}"


def in_database_files(word: str) -> Iterator[str]:
    """SQLite's own files, byte by byte: deleted rows may outlive their deletion there."""
    if connection.vendor != "sqlite":
        return
    for ending in SQLITE_FILES:
        path = Path(f"{connection.settings_dict['NAME']}{ending}")
        if holds(path, word):
            yield f"database file {path.name}"


def holds(path: Path, word: str) -> bool:
    """Whether the file's bytes hold the word, as text or as JSON writes it."""
    if not path.is_file() or not path.stat().st_size:
        return False
    spellings = {spelling.encode() for spelling in _spellings(word)}
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return any(content.find(spelling) >= 0 for spelling in spellings)


def is_in(file: IO[bytes] | File[Any], word: str) -> bool:
    """The same of a stored file, which is closed afterwards."""
    spellings = {spelling.encode() for spelling in _spellings(word)}
    before = b""  # a word may stand across two pieces
    with file:
        while piece := file.read(PIECE_BYTES):
            window = before + piece
            if any(spelling in window for spelling in spellings):
                return True
            before = window[-max(map(len, spellings)) :]
    return False


def _spellings(word: str) -> set[str]:
    plain = {word, word.lower(), word.upper(), word.title()}
    return plain | {json.dumps(one)[1:-1] for one in plain}


def _count_in(table: str, word: str) -> int:
    quoted = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            condition = "one::text ILIKE %s OR one::text ILIKE %s"
            words = [f"%{_escaped(form)}%" for form in (word, json.dumps(word)[1:-1])]
        else:
            cursor.execute(f"SELECT * FROM {quoted} LIMIT 0")
            columns = [connection.ops.quote_name(column[0]) for column in cursor.description]
            spellings = sorted(_spellings(word))
            found = [f"instr(CAST({column} AS TEXT), %s)" for column in columns for _ in spellings]
            condition, words = " OR ".join(found), spellings * len(columns)
        cursor.execute(f"SELECT count(*) FROM {quoted} AS one WHERE {condition}", words)
        count: int = cursor.fetchone()[0]
    return count


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
