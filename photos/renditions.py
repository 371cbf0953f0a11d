"""Published photos, cut for a use at a size in a format, made once."""

from contextlib import ExitStack
from hashlib import sha256

from django.db import IntegrityError, transaction

from photos.models import Publication, Rendition
from photos.quality import apart
from photos.quality.cut import JPEG, Format
from photos.storage import DamagedFile, read_file, write_file


class NotMade(Exception):
    """There is no such picture: not at this size, not for this use, or not any more."""


def rendition(publication: Publication, use: str, size: int, form: Format = JPEG) -> Rendition:
    """The published photo for that use, from the store or cut now.

    Nothing is enlarged. Raises NotMade for a use or size that it doesn't have, or where it
    was withdrawn in this moment.
    """
    found = kept(publication.token, use, size, form)
    if found:
        return found
    if size not in publication.sizes(use):
        raise NotMade(f"{publication.token} has no {use} at {size} px")
    return _make(publication, use, size, form)


def kept(token: str, use: str, size: int, form: Format) -> Rendition | None:
    """The rendition made before, if there is one and the person works here."""
    return Rendition.objects.filter(
        publication__token=token,
        publication__photo__person__status="active",
        use=use,
        size=size,
        format=form.extension,
    ).first()


def _make(publication: Publication, use: str, size: int, form: Format) -> Rendition:
    width, height = publication.dimensions(use, size)
    try:
        master = read_file(publication.photo.master)
    except (FileNotFoundError, DamagedFile) as gone:
        raise NotMade(publication.token) from gone
    made = apart.cut(master, publication.box(use), width, height, form)
    with ExitStack() as undo:
        row = Rendition(
            publication=publication,
            use=use,
            size=size,
            format=form.extension,
            width=width,
            height=height,
            file=write_file("renditions", made.data, undo, form.extension),
            sha256=sha256(made.data).hexdigest(),
            steps=list(made.steps),
        )
        kept_row = _keep(row, form)
        if kept_row is row:
            undo.pop_all()
    return kept_row


def _keep(row: Rendition, form: Format) -> Rendition:
    """The row for a file just written, or the row of who was faster. Raises NotMade."""
    try:
        with transaction.atomic():
            # Held until the row is there: a withdrawal waits, and then takes its file along.
            Publication.objects.select_for_update().get(pk=row.publication_id)
            row.save(force_insert=True)
    except Publication.DoesNotExist as withdrawn:
        raise NotMade(str(row)) from withdrawn
    except IntegrityError:
        faster = kept(row.publication.token, row.use, row.size, form)
        if faster is None:
            raise
        return faster
    return row
