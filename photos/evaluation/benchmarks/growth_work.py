"""One photo's rows from upload to verdict, and one message behind a long queue."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from hashlib import sha256

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from directory.models import Person
from photos import cards, judgements
from photos.intake import StoredPicture, Upload, photo_of, request_assessment
from photos.judgements import Judged
from photos.models import Assessment, Photo
from photos.quality.analysis import Analysis
from photos.quality.standard import DEFAULT, load_standard
from photos.quality.verdict import judge
from photos.standards import lock_person
from photos.tasks import assess_photo
from photos.trail import record_photo
from work.priorities import BULK, INTERACTIVE
from work.sending import send, send_many

NOBODYS = 2**40  # an assessment that no company has
SENT_AT_ONCE = 10_000
SIDES = (3_000, 4_000)  # px
FETCH = "SELECT id FROM procrastinate_fetch_job_v2(NULL, NULL)"


@dataclass(slots=True)
class Uploads:
    """New photos of one person after the other, as rows alone; `waiting` are not judged yet."""

    people: int
    analysis: Analysis
    stored: int = 0
    waiting: deque[Assessment] = field(default_factory=deque)

    @transaction.atomic
    def store(self) -> None:
        """What an upload writes once its picture is decoded."""
        self.stored += 1
        person = Person.objects.select_for_update().get(pk=1 + self.stored * 7 % self.people)
        person.photos.newest_for("").update(is_current=False)
        digest = sha256(str(self.stored).encode()).hexdigest()
        name, (width, height) = f"{digest}.jpg", SIDES
        picture = StoredPicture(
            f"masters/{name}",
            f"previews/{name}",
            f"thumbnails/{name}",
            "JPEG",
            width,
            height,
            None,
        )
        photo = photo_of(person, digest, Upload("new.jpg", Photo.Source.API, None), picture)
        photo.save()
        self.waiting.append(request_assessment(photo))
        cards.write([person.pk])
        record_photo("photo.upload", photo, after=photo.source)

    def judge(self) -> None:
        """What a worker does about it beside measuring."""
        if not self.waiting:
            self.store()
        work = Assessment.objects.claim(self.waiting.popleft().pk, timezone.now())
        assert work is not None
        with transaction.atomic():
            person = lock_person(work.photo.person_id)
            assert person is not None
            Assessment.objects.held(work).update(
                state=Assessment.State.DONE, analysis=self.analysis.as_json(), lease_until=None
            )
            verdict = judge(self.analysis, load_standard(DEFAULT))
            judgements.write_one(Judged(work, verdict), person, self.analysis.fingerprint)


def wait_in_line(messages: int) -> None:
    """Send so many messages that no worker takes."""
    for first in range(0, messages, SENT_AT_ONCE):
        numbers = range(first, min(first + SENT_AT_ONCE, messages))
        send_many(assess_photo, [[NOBODYS + number] for number in numbers], priority=BULK)


def send_one() -> None:
    """A message for which somebody waits."""
    send(assess_photo, NOBODYS, priority=INTERACTIVE)


def claim_one() -> None:
    """Take the first message as a worker does, and give it back."""
    with transaction.atomic():
        if settings.ENGINE == "procrastinate":
            with connection.cursor() as cursor:
                cursor.execute(FETCH)
                taken = cursor.fetchone()[0]
        else:
            taken = DBTaskResult.objects.ready().get_locked()
        assert taken is not None
        transaction.set_rollback(True)
