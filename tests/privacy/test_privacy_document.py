"""The record of processing says what the program does."""

import re
from pathlib import Path

from django.conf import settings
from django.core.management import get_commands

from privacy.belongings import belongings
from privacy.retention import PURGES, kept

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "privacy.md"


def test_the_table_of_days_is_that_of_the_settings() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \|", DOCUMENT.read_text(), re.MULTILINE)
    assert {name: int(days) for name, days in rows} == {one.name: one.days for one in kept()}
    assert [name for name, _ in rows] == list(PURGES)
    assert settings.SAMEFRAME_KEEP_DAYS.keys() <= PURGES.keys()


def test_every_table_about_people_is_named_with_its_purpose() -> None:
    text = DOCUMENT.read_text()
    tables = {one.model._meta.db_table for one in belongings()}
    assert {table for table in tables if f"`{table}`" not in text} == set()


def test_every_command_that_is_named_exists() -> None:
    named = set(re.findall(r"manage\.py (\w+)", DOCUMENT.read_text()))
    assert named - set(get_commands()) == set()
    assert {"erase_person", "export_person", "purge", "verify_erasure"} <= named
