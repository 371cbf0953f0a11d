import ast
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from photos.quality import apart, apart_pool, apart_process
from photos.quality.analysis import analyse
from photos.quality.apart_pool import MOST_AT_ONCE, MOST_WAITING, Pool
from photos.quality.apart_process import PROJECT, Child
from photos.quality.colour import ORIENTATION_TAG
from photos.quality.cut import WEBP, cut
from photos.quality.geometry import CropBox
from photos.quality.limits import UnreadablePhoto
from photos.quality.master import make_master
from photos.quality.picture import read_picture
from tests.quality.pictures import DEMO_TEAM, SAMPLES, encoded, portrait

LARGEST = (7000, 7000)
HEIC = (SAMPLES / "upright.heic").read_bytes()
PHOTO = (DEMO_TEAM / "e1001-amara-okafor.jpg").read_bytes()
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
FORKS = """
import os, sys, time
from photos.quality import apart, apart_pool
data = open(sys.argv[1], "rb").read()
def pid_of_child():
    apart.make_master(data)
    return [child.pid for child in apart_pool._pool._all]
mine = pid_of_child()
forked = os.fork()
if not forked:
    print(pid_of_child() != mine, len(pid_of_child()), flush=True)
    sys.exit()
os.waitpid(forked, 0)
print(pid_of_child() == mine, *mine, flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    """A server's children of its own, ended afterwards."""
    fresh = Pool()
    monkeypatch.setattr(apart_pool, "_pool", fresh)
    yield fresh
    fresh.end()


@contextmanager
def all_places_taken() -> Iterator[None]:
    """As many pictures under way as one server takes."""
    places = apart_pool._pool.places
    with ExitStack() as stack:
        for _ in range(MOST_AT_ONCE + MOST_WAITING):
            places.acquire()
            stack.callback(places.release)
        yield


def flat(size: tuple[int, int], file_format: str, mode: str = "RGB") -> bytes:
    target = BytesIO()
    options = {"lossless": True, "method": 0} if file_format == "WEBP" else {}
    Image.new(mode, size).save(target, file_format, **options)
    return target.getvalue()


def child_of(pool: Pool) -> Child:
    (child,) = pool._all
    return child


@pytest.fixture(scope="module")
def heavy() -> bytes:
    """A picture that takes about a second to open."""
    return flat(LARGEST, "WEBP")


def code_of(data: bytes) -> str:
    with pytest.raises(UnreadablePhoto) as refused:
        apart.make_master(data)
    return refused.value.code


def test_it_comes_out_the_same_elsewhere() -> None:
    box = CropBox(10, 20, 300, 300, 2)
    assert apart.analyse(PHOTO) == analyse(PHOTO)
    assert apart.cut(PHOTO, box, 64, 64, WEBP) == cut(PHOTO, box, 64, 64, WEBP)
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2024:05:06 07:08:09"
    dated = encoded(portrait(), "PNG", exif=exif.tobytes())
    assert apart.make_master(dated) == make_master(dated)
    assert apart.make_master(dated).captured_at
    assert (apart.read_picture(dated).pixels == read_picture(dated).pixels).all()


def test_a_heic_is_not_opened_here() -> None:
    assert apart.read_picture(HEIC).width == 320
    with pytest.raises(UnreadablePhoto):
        read_picture(HEIC)


def test_a_refusal_comes_back_with_its_code_and_sentence() -> None:
    with pytest.raises(UnreadablePhoto) as refused:
        apart.read_picture(encoded(portrait(99, 120)))
    assert refused.value.code == "too_small"
    assert "each side needs at least 100" in refused.value.message


def test_a_picture_that_takes_too_long_is_refused_and_its_process_ended(
    pool: Pool, heavy: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart.make_master(PHOTO)
    first = child_of(pool).pid
    monkeypatch.setattr(apart_process, "SECONDS", 0.2)
    assert code_of(heavy) == "too_complex"
    monkeypatch.undo()
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    assert not pool._all
    monkeypatch.setattr(apart_pool, "_pool", pool)
    assert apart.analyse(PHOTO) == analyse(PHOTO)


@pytest.mark.parametrize(
    ("killed_by", "code"),
    [
        (signal.SIGSEGV, "damaged"),  # as a picture does it
        (signal.SIGALRM, "too_complex"),
    ],
)
def test_a_picture_that_ends_its_process_is_refused_and_the_next_one_opened(
    pool: Pool, heavy: bytes, killed_by: signal.Signals, code: str
) -> None:
    apart.make_master(PHOTO)
    ending = threading.Timer(0.3, os.kill, [child_of(pool).pid, killed_by])
    ending.start()
    assert code_of(heavy) == code
    ending.join()
    assert apart.make_master(PHOTO) == make_master(PHOTO)


def test_a_picture_whose_process_others_end_is_opened_by_another(
    pool: Pool, heavy: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    for attempts in (2, 1):
        monkeypatch.setattr(apart_pool, "MOST_ATTEMPTS", attempts)
        apart.make_master(PHOTO)
        ending = threading.Timer(0.3, os.kill, [child_of(pool).pid, signal.SIGKILL])
        ending.start()
        if attempts > 1:
            assert apart.make_master(heavy).width == LARGEST[0]
        else:
            assert code_of(heavy) == "interrupted"
        ending.join()


def test_a_process_that_was_ended_while_idle_is_replaced(pool: Pool) -> None:
    apart.make_master(PHOTO)
    os.kill(child_of(pool).pid, signal.SIGKILL)
    time.sleep(0.1)
    assert apart.make_master(PHOTO).width


def test_a_process_is_renewed_after_some_pictures(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart_pool, "RENEWED_AFTER", 2)
    apart.make_master(PHOTO)
    first = child_of(pool).pid
    apart.make_master(PHOTO)
    assert not pool._all
    apart.make_master(PHOTO)
    assert child_of(pool).pid != first


@ON_LINUX
def test_a_child_has_nothing_of_the_servers(pool: Pool, tmp_path: Path) -> None:
    with (tmp_path / "database").open("w") as opened:
        os.set_inheritable(opened.fileno(), True)
        apart.analyse(PHOTO)
    own = Path(f"/proc/{child_of(pool).pid}")
    names = {line.partition(b"=")[0] for line in (own / "environ").read_bytes().split(b"\0")[:-1]}
    assert names == {name.encode() for name in apart_process.ENVIRONMENT}
    opened_files = {link.name: str(link.readlink()) for link in (own / "fd").iterdir()}
    assert opened_files.pop("1") == "/dev/null"
    assert opened_files.pop("2")  # messages go where the server's go
    assert len(set(opened_files.values())) == 1  # the line between them
    assert "Max core file size        0" in (own / "limits").read_text()
    assert str(3 * 2**29) in (own / "limits").read_text()


@ON_LINUX
def test_a_child_has_no_network_where_the_system_allows_it(pool: Pool) -> None:
    can = subprocess.run(["unshare", "--user", "--net", "true"], check=False, capture_output=True)
    if can.returncode:
        pytest.skip("this system allows no namespaces")
    apart.make_master(PHOTO)
    namespace = Path("ns/net")
    assert (Path(f"/proc/{child_of(pool).pid}") / namespace).readlink() != (
        Path("/proc/self") / namespace
    ).readlink()


def test_children_are_not_shared_by_a_fork_and_end_with_their_server() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FORKS, str(DEMO_TEAM / "e1001-amara-okafor.jpg")],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    others, one, same, pid = ran.stdout.split()
    assert (others, one, same) == ("True", "1", "True")
    for _ in range(50):
        try:
            os.kill(int(pid), 0)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    else:
        pytest.fail("the child is still there")


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time enough on a machine that does much else: memory is what is looked at."""
    monkeypatch.setattr(apart_process, "SECONDS", 120)


@pytest.mark.slow
@pytest.mark.usefixtures("patient")
def test_the_largest_picture_keeps_within_the_memory_of_its_process(pool: Pool) -> None:
    apart.analyse(encoded(Image.new("RGB", (300, 300))))  # all networks and dlib are loaded
    assert apart.make_master(flat(LARGEST, "WEBP", "RGBA")).width == 7000
    assert child_of(pool).asked == 2


@pytest.mark.slow
@pytest.mark.usefixtures("patient")
def test_the_largest_turned_jpeg_keeps_within_the_memory_of_its_process() -> None:
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = 6
    target = BytesIO()
    Image.new("CMYK", (8000, 6000)).save(target, "JPEG", exif=exif.tobytes())
    master = apart.make_master(target.getvalue())
    assert (master.width, master.height) == (6000, 8000)


def test_one_too_many_is_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart_pool, "PATIENCE", 0.05)
    with all_places_taken():
        assert code_of(PHOTO) == "busy"
    assert apart.make_master(PHOTO).width


def test_those_who_wait_get_their_turn() -> None:
    wanted = MOST_AT_ONCE + MOST_WAITING
    with ThreadPoolExecutor(wanted) as threads:
        read = list(threads.map(apart.read_picture, [PHOTO, HEIC] * wanted))
    assert len({picture.pixels.tobytes() for picture in read}) == 2


OPENERS = frozenset({"read_picture", "make_master", "analyse", "cut", "open_master", "load"})
# Of our own writing: previews, thumbnails, renditions, squares.
OPEN_OUR_OWN = frozenset({"photos/squares.py", "desk/exports/archive.py", "desk/sheet/papers.py"})


def test_no_server_opens_a_picture_from_outside_itself() -> None:
    opening = set()
    for part in ("photos", "desk", "intranet", "demo", "links", "privacy"):
        for path in (PROJECT / part).rglob("*.py"):
            name = path.relative_to(PROJECT).as_posix()
            if not name.startswith(("photos/quality/", "photos/evaluation/")) and opens(path):
                opening.add(name)
    assert opening <= OPEN_OUR_OWN


def opens(path: Path) -> bool:
    """Whether a module takes a decoder for itself."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("photos.quality."):
            if OPENERS & {name.name for name in node.names}:
                return True
        elif isinstance(node, ast.Attribute) and ast.unparse(node) == "Image.open":
            return True
    return False
