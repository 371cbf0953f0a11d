"""The one door: bytes of a person's photo become a stored picture, a row and work to do."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import PureWindowsPath

from django.contrib.auth.models import User
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from directory.models import Person
from photos import cards, judgements
from photos.events import PhotoEvent, tell
from photos.models import Assessment, Photo
from photos.quality import apart
from photos.quality.analysis import ENGINE_VERSION, Analysis
from photos.quality.limits import LIMITS, UnreadablePhoto, check_size
from photos.quality.master import Master
from photos.quality.purpose import judge_for
from photos.standards import standard_for
from photos.storage import is_disk_full, write_file
from photos.tasks import send_once_committed
from photos.trail import record_photo
from work.priorities import BULK, INTERACTIVE

LONGEST_NAME = 200  # characters, as the column
OTHER_PURPOSE = (
    "This very file is stored for the person already, for another purpose. One file serves every "
    "use that it is fit for; for a use of its own, please send another picture."
)


@dataclass(frozen=True, slots=True)
class Upload:
    """Where a photo came from; the name loses its path and control characters.

    `purpose` names the one use it was made for (photos.quality.uses), if it is for one alone.
    """

    original_name: str
    source: str
    uploaded_by: User | None
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """The names under which a picture's three files were written, and what its row says of it."""

    master: str
    preview: str
    thumbnail: str
    format: str
    width: int
    height: int
    captured_at: datetime | None


@dataclass(frozen=True, slots=True)
class Received:
    """The photo of some bytes; whether this very call has stored it."""

    photo: Photo
    is_new: bool


def accept(
    person: Person,
    data: bytes,
    *,
    original_name: str,
    source: str,
    uploaded_by: User | None = None,
) -> Photo:
    """The photo that `receive` gives, new or not. Raises UnreadablePhoto."""
    upload = Upload(original_name, source, uploaded_by)
    return receive(person, data, upload).photo


def receive(person: Person, data: bytes, upload: Upload) -> Received:
    """Store a photo of `person` as the current one and queue its measuring.

    Files stand on the disk before the row is committed; whatever fails leaves neither, unless
    the database goes away (`sure_of_commit`).
    Raises photos.quality.picture.UnreadablePhoto.

    The same bytes for the same person give the photo that is there already. It becomes the
    current one again, and is reviewed again if another one was approved since; unless it
    comes by import: an old import that is run once more must bring nothing back.
    """
    check_size(len(data), LIMITS)
    digest = sha256(data).hexdigest()
    known = _known(person, digest, upload)
    if known:
        return Received(known, is_new=False)
    with ExitStack() as undo:
        picture = store(data, undo)
        with sure_of_commit(undo):
            received = _commit(person, digest, upload, picture)
            if received.is_new:
                undo.pop_all()
    return received


def receive_measured(
    person: Person, digest: str, upload: Upload, picture: StoredPicture, analysis: Analysis
) -> Received:
    """The same for bytes (SHA-256 `digest`) whose files are written and which were measured
    already: nothing is opened or measured again. The caller keeps the files where the photo is
    not new. Raises UnreadablePhoto.
    """
    return _commit(person, digest, upload, picture, analysis)


@transaction.atomic
def _known(person: Person, digest: str, upload: Upload) -> Photo | None:
    """The person's photo of the same bytes, made current, if there is one."""
    Person.objects.select_for_update().get(pk=person.pk)
    known = person.photos.filter(sha256=digest).first()
    if known:
        check_purpose(known, upload)
        if comes_back(known, upload):
            bring_back(known)
    return known


def check_purpose(known: Photo, upload: Upload) -> None:
    """Raises UnreadablePhoto where the same bytes are stored for another purpose."""
    if known.purpose != upload.purpose:
        raise UnreadablePhoto("other_purpose", OTHER_PURPOSE)


def comes_back(known: Photo, upload: Upload) -> bool:
    """Whether the same bytes make an earlier photo the current one again."""
    return not known.is_current and upload.source != Photo.Source.IMPORT


def bring_back(known: Photo) -> None:
    """Make an earlier photo the current one; the person's row is locked."""
    Photo.objects.newest_for(known.purpose).filter(person=known.person_id).update(is_current=False)
    known.is_current = True
    if known.state == Photo.State.SUPERSEDED:
        known.state = Photo.State.IN_REVIEW
    known.save(update_fields=["is_current", "state"])
    cards.write([known.person_id])
    record_photo("photo.bring_back", known, after=known.state)
    tell(PhotoEvent.STORED, [known])


def store(data: bytes, undo: ExitStack) -> StoredPicture:
    """Open an uploaded picture, apart, and write its files; `undo` takes them away again.

    Raises UnreadablePhoto, DiskFull among them.
    """
    return store_opened(apart.make_master(data), undo)


def store_opened(master: Master, undo: ExitStack) -> StoredPicture:
    """The same for one that was opened before."""
    return StoredPicture(
        master=write_file("masters", master.data, undo),
        preview=write_file("previews", master.preview, undo),
        thumbnail=write_file("thumbnails", master.thumbnail, undo),
        format=master.format,
        width=master.width,
        height=master.height,
        captured_at=_in_a_zone(master.captured_at),
    )


@contextmanager
def sure_of_commit(undo: ExitStack) -> Iterator[None]:
    """Files stay where the database goes away in the block, or a Ctrl-C ends it: the rows that
    name them may have been committed, and if not, cleaning up removes them later."""
    try:
        yield
    except BaseException as error:
        is_away = isinstance(error, OperationalError | InterfaceError) and not is_disk_full(error)
        if is_away or not isinstance(error, Exception):
            undo.pop_all()
        raise


def photo_of(person: Person, digest: str, upload: Upload, picture: StoredPicture) -> Photo:
    """The row of a new photo, not saved."""
    return Photo(
        person=person,
        purpose=upload.purpose,
        sha256=digest,
        original_name=plain_name(upload.original_name),
        source=upload.source,
        uploaded_by=upload.uploaded_by,
        **asdict(picture),
    )


@transaction.atomic
def _commit(
    person: Person,
    digest: str,
    upload: Upload,
    picture: StoredPicture,
    analysis: Analysis | None = None,
) -> Received:
    known = _known(person, digest, upload)  # somebody may have been faster with the same file
    if known:
        return Received(known, is_new=False)
    person.photos.newest_for(upload.purpose).update(is_current=False)
    photo = photo_of(person, digest, upload, picture)
    photo.save()
    is_measured = analysis is not None and analysis.engine_version == ENGINE_VERSION
    if not is_measured:
        is_bulk = photo.source == Photo.Source.IMPORT
        request_assessment(photo, BULK if is_bulk else INTERACTIVE)
    cards.write([person.pk])
    record_photo("photo.upload", photo, after=photo.source)
    tell(PhotoEvent.STORED, [photo], upload.uploaded_by)
    if analysis is not None and is_measured:
        _note_measured(photo, person, analysis)
    return Received(photo, is_new=True)


def request_assessment(photo: Photo, priority: int = INTERACTIVE) -> Assessment:
    """The work row of this engine version for a photo, and its message once it is committed."""
    wanted = {"due_at": timezone.now(), "priority": priority}
    assessment, is_new = Assessment.objects.get_or_create(
        photo=photo, engine_version=ENGINE_VERSION, defaults=wanted
    )
    if is_new:
        send_once_committed([assessment])
    return assessment


def _note_measured(photo: Photo, person: Person, analysis: Analysis) -> None:
    """The work row of what was measured before, done, and its judgement."""
    now = timezone.now()
    done = Assessment.objects.create(
        photo=photo,
        engine_version=analysis.engine_version,
        state=Assessment.State.DONE,
        due_at=now,
        finished_at=now,
        analysis=analysis.as_json(),
    )
    verdict = judge_for(analysis, standard_for(person), photo.purpose)
    judgements.write_one(judgements.Judged(done, verdict), person, analysis.fingerprint)
    photo.refresh_from_db()


def plain_name(name: str) -> str:
    """The last part of a path of any system, without control characters."""
    return "".join(sign for sign in PureWindowsPath(name).name if sign.isprintable())[
        :LONGEST_NAME
    ]


def _in_a_zone(moment: datetime | None) -> datetime | None:
    if moment is None or timezone.is_aware(moment):
        return moment
    return timezone.make_aware(moment)
