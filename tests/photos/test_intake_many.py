"""Many photos come in together, as each would alone."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from directory.models import Person
from photos import intake
from photos.intake import Received, Upload
from photos.intake_many import GONE, Arrival, receive_many
from photos.models import Assessment, PersonCard, Photo
from photos.quality.limits import UnreadablePhoto
from tests import factories
from tests.quality.pictures import encoded, portrait, quarters
from work.engines.chosen import engine
from work.priorities import BULK

pytestmark = pytest.mark.django_db
IMPORTED = Upload("me.jpg", Photo.Source.IMPORT, None)
SENT = Upload("me.jpg", Photo.Source.API, None)
BADGE = Upload("me.jpg", Photo.Source.IMPORT, None, purpose="badge")
ONE, OTHER, THIRD = (encoded(portrait()), encoded(quarters()), encoded(portrait(300, 400)))


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def said(fates: list[Received | UnreadablePhoto]) -> list[str]:
    """Each fate in a word: "new", "known", or a refusal's code."""
    return [
        fate.code if isinstance(fate, UnreadablePhoto) else ("new" if fate.is_new else "known")
        for fate in fates
    ]


@pytest.mark.django_db(transaction=True)
def test_a_batch_is_what_its_photos_are_one_by_one(private_photos: Path) -> None:
    amara, james, mei = (factories.person(name) for name in ("e1001", "e1002", "e1003"))
    intake.accept(amara, ONE, original_name="a.jpg", source=Photo.Source.ADMIN)
    newer = intake.accept(amara, OTHER, original_name="b.jpg", source=Photo.Source.ADMIN)
    gone = factories.person()
    gone_key = Person(pk=gone.pk)
    gone.delete()
    fates = receive_many(
        [
            Arrival(amara, ONE, IMPORTED),  # brings nothing old back
            Arrival(james, ONE, IMPORTED),
            Arrival(james, OTHER, IMPORTED),  # the order says which is the newest
            Arrival(james, ONE, IMPORTED),
            Arrival(james, THIRD, BADGE),
            Arrival(james, THIRD, IMPORTED),
            Arrival(mei, b"no picture", IMPORTED),
            Arrival(mei, b"", IMPORTED),
            Arrival(gone_key, THIRD, IMPORTED),
            Arrival(mei, ONE, SENT),
            Arrival(mei, OTHER, SENT),
            Arrival(mei, ONE, SENT),  # whoever sends it again wants it back
        ],
        at_once=2,
    )
    assert said(fates) == [
        *("known", "new", "new", "known", "new", "other_purpose"),
        *("wrong_format", "empty", GONE, "new", "new", "known"),
    ]
    assert amara.photos.current().get() == newer
    current = james.photos.current().get()
    assert current == fates[2].photo  # type: ignore[union-attr]
    assert PersonCard.objects.get(person=james).photo == current
    assert james.photos.newest_for("badge").count() == 1
    assert mei.photos.current().get() == fates[9].photo  # type: ignore[union-attr]
    assert len(files_in(private_photos)) == 3 * Photo.objects.count() == 3 * 7
    new = {fate.photo.pk for fate in fates if isinstance(fate, Received) and fate.is_new}
    work = Assessment.objects.filter(photo__in=new)
    sent = [message for message in engine().messages() if message.queue == "bulk"]
    assert sorted(pk for message in sent for pk in message.args) == sorted(
        work.values_list("pk", flat=True)
    )
    assert {message.priority for message in sent} == {BULK}
    trail = Event.objects.filter(action="photo.upload", key__in=map(str, new))
    keys = PersonCard.objects.filter(person__in=[james, mei]).values_list("key", flat=True)
    assert (trail.count(), set(trail.values_list("person_key", flat=True))) == (5, set(keys))


@pytest.mark.django_db(transaction=True)
def test_a_batch_that_cannot_be_written_leaves_nothing(private_photos: Path) -> None:
    nobody = Upload("me.jpg", Photo.Source.API, User(pk=999_999))
    arrivals = [
        Arrival(factories.person(), ONE, IMPORTED),
        Arrival(factories.person(), OTHER, nobody),
    ]
    with pytest.raises(IntegrityError):
        receive_many(arrivals)
    (private_photos / "thumbnails").rename(private_photos / "away")
    (private_photos / "thumbnails").write_text("in the way")  # the third of three files
    with pytest.raises(NotADirectoryError):
        receive_many(arrivals[:1])
    assert files_in(private_photos) == [private_photos / "thumbnails"]
    assert Photo.objects.count() == Assessment.objects.count() == 0


def test_queries_grow_by_the_batch_not_the_photo() -> None:
    def queries(people: int) -> int:
        arrivals = [Arrival(factories.person(), ONE, IMPORTED) for _ in range(people)]
        with CaptureQueriesContext(connection) as asked:
            receive_many(arrivals)
        return len(asked)

    assert queries(2) == queries(12)
