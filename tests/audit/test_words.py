"""Every action that code records has plain words and a place among the filters."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from audit.words import PHRASES, phrase_of

ROOT = Path(__file__).resolve().parent.parent.parent
RECORDERS = {"record", "record_photo", "record_event", "_record"}


def recorded(source: str) -> Iterator[str]:
    """The actions that are written out in calls of the trail."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        words = [one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)]
        if called in RECORDERS:
            yield from (word for word in words if isinstance(word, str) and "." in word.strip("."))


def test_every_action_has_words() -> None:
    own = [app.path for app in apps.get_app_configs() if Path(app.path).parent == ROOT]
    files = [file for path in own for file in Path(path).rglob("*.py")]
    found = {action for file in files for action in recorded(file.read_text())}
    assert len(found) > 30
    assert found <= set(PHRASES)


def test_rare_records_are_told_by_their_kind() -> None:
    assert phrase_of("departmentaccess.add", "directory.departmentaccess") == (
        "added: department access"
    )
    assert phrase_of("gone.delete", "gone.gone") == "deleted: gone"
    assert phrase_of("queue.lost_again") == "queue: lost again"
