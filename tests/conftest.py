"""What every test may ask for."""

import csv
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.core.cache import caches
from django.core.files.storage import storages
from django.test import TransactionTestCase
from django.utils import translation
from playwright.sync_api import Browser, Page, sync_playwright

from photos.models import Photo
from tests.emptying import empty_tables
from tests.installation import MIGRATE, Installation, migrated_copy
from tests.objects import bucket as bucket
from tests.objects import object_server as object_server
from tests.settings import FOLDER

DEMO_TEAM = Path(__file__).resolve().parent.parent / "demo" / "team"
# Those of pytest-django; all others that reach rows ask for one of them.
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Two busy cores make single examples slow; a database of examples would stay in the tree.
hypothesis.settings.register_profile("sameframe", deadline=None, database=None)
hypothesis.settings.load_profile("sameframe")


def pytest_configure() -> None:
    """Let tables be emptied quickly; a hundred tests commit."""
    TransactionTestCase._fixture_teardown = empty_tables  # type: ignore[attr-defined]


def pytest_unconfigure() -> None:
    """Leave nothing of this process behind."""
    shutil.rmtree(FOLDER)


def pytest_addoption(parser: pytest.Parser) -> None:
    """What `make faults` asks for, and `make test` for its second database."""
    parser.addoption("--faults", action="store_true", help="Also run tests/faults.")
    parser.addoption(
        "--database-only", action="store_true", help="Leave out tests that ask no database."
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what no database changes, where asked; begin with what takes longest.

    A long test at the end would let one worker wait for the other.
    """
    if config.getoption("--database-only"):
        config.hook.pytest_deselected(items=[one for one in items if not asks_database(one)])
        items[:] = filter(asks_database, items)
    items.sort(key=lambda one: one.get_closest_marker("slow") is None)


def asks_database(item: pytest.Item) -> bool:
    """Whether pytest-django lets this test reach a database at all; classes may be Django's."""
    if item.get_closest_marker("django_db") or getattr(item, "cls", None):
        return True
    return not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the faults in full length, unless they are asked for."""
    is_fault = collection_path.parts[-2:] == ("tests", "faults")
    return True if is_fault and not config.getoption("--faults") else None


@pytest.fixture(autouse=True)
def private_photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of masters and renditions, empty for each test."""
    folder = tmp_path / "private"
    # Models keep the storage they were made with, also when a test's settings bring a new one.
    for storage in (storages["private"], Photo.master.field.storage):
        monkeypatch.setitem(vars(storage), "base_location", folder)
        monkeypatch.setitem(vars(storage), "location", str(folder))
    return folder


@pytest.fixture(autouse=True)
def no_page_remembered() -> None:
    """Every test asks a process that has answered nothing yet."""
    caches["pages"].clear()
    caches["default"].clear()
    translation.deactivate()  # an answer's language stays with its thread


@pytest.fixture(scope="session")
def demo_team() -> Path:
    """The folder of the demo team: team.csv with the photos beside it."""
    return DEMO_TEAM


@pytest.fixture(scope="session")
def demo_photo(demo_team: Path) -> Callable[[str], bytes]:
    """The photo of one of the demo team, by employee id."""
    with (demo_team / "team.csv").open(newline="", encoding="utf-8") as lines:
        names = {row["employee_id"]: row["photo"] for row in csv.DictReader(lines)}
    return lambda employee_id: (demo_team / names[employee_id]).read_bytes()


@pytest.fixture(scope="session")
def migrated_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the tables of an installation on SQLite, one for all workers."""
    run = tmp_path_factory.getbasetemp()
    folder = (run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / "migrated"
    with (folder.parent / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # until the file is closed
        if not folder.exists():
            making = folder.parent / "migrating"
            making.mkdir(mode=0o700)
            Installation(making).run(MIGRATE)
            making.rename(folder)
    return folder


@pytest.fixture(scope="session")
def django_db_keepdb(
    request: pytest.FixtureRequest, django_db_keepdb: bool, django_db_modify_db_settings: None
) -> bool:
    """Let each of several workers begin with a copy of the tables: all migrations take seconds."""
    known = settings.DATABASES["default"]
    if "sqlite3" not in known["ENGINE"] or "PYTEST_XDIST_WORKER" not in os.environ:
        return django_db_keepdb
    folder: Path = request.getfixturevalue("migrated_folder")
    shutil.copy(folder / "db.sqlite3", known["TEST"]["NAME"])
    return True


@pytest.fixture
def installation(migrated_folder: Path, tmp_path: Path) -> Installation:
    """An installation of its own on SQLite, with nobody in it."""
    return migrated_copy(migrated_folder, tmp_path / "installation")


@pytest.fixture
def hr_user(db: None) -> User:
    """Somebody of HR: may see and change everything about people and photos, no accounts."""
    user = User.objects.create_user("hr", "hr@example.com", "hr", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label__in=["directory", "photos"])
    )
    return user


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("Chromium is missing: apt-get install chromium")
    # Playwright's loop runs in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=CHROMIUM_OPTIONS, headless=True
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page in a browser session of its own."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()
