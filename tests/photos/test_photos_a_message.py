"""Several photos of bulk work in one message: each stands for itself, and others come between."""

from datetime import timedelta

import pytest
from django.utils import timezone

from photos import tasks
from photos.models import Assessment, Photo
from tests.photos.test_assess import uploaded
from tests.work import tasks as other_tasks
from tests.work.messages import taken_by_the_dead
from work import queues
from work.engines.chosen import engine
from work.engines.engine import WorkerWishes
from work.priorities import BULK, INTERACTIVE
from work.sending import send
from work.shift import Shift
from work.stopping import Stop
from work.turns import turn_of

pytestmark = pytest.mark.django_db

PATH = tasks.assess_photo.module_path


def bulk(number: int) -> list[Assessment]:
    """The work of so many photos, long due, in one message."""
    ids = [uploaded(f"e100{one}").pk for one in range(1, number + 1)]
    Assessment.objects.update(priority=BULK, due_at=timezone.now() - timedelta(hours=1))
    work = list(Assessment.objects.order_by("pk"))
    tasks.send_assessments(work)
    assert [message.args for message in engine().messages(PATH)] == [tuple(ids)]
    return work


def states() -> list[str]:
    return list(Assessment.objects.order_by("pk").values_list("state", flat=True))


def test_a_worker_leaves_the_rest_after_one_photo_for_who_waits_for_a_pause_and_for_its_end() -> (
    None
):
    ids = [one.pk for one in bulk(4)]
    stop = Stop()
    shift = Shift(WorkerWishes(), stop)
    send(other_tasks.note, 1, priority=INTERACTIVE)
    with turn_of(shift, PATH, queues.BULK, BULK):
        tasks.assess_photo.call(*ids)
        assert states() == ["done", "pending", "pending", "pending"]
        rest = engine().messages(PATH)[-1]
        assert (rest.args, rest.queue, rest.priority) == (tuple(ids[1:]), queues.BULK, BULK)
    with turn_of(shift, PATH, queues.INTERACTIVE, INTERACTIVE):
        shift.paused = frozenset({queues.INTERACTIVE})
        tasks.assess_photo.call(*ids[1:])
        assert states() == ["done", "done", "pending", "pending"]
        shift.paused = frozenset()
        stop.ask()
        tasks.assess_photo.call(*ids[2:])
    assert states() == ["done", "done", "done", "pending"]
    assert engine().messages(PATH)[-1].args == (ids[3],)


def test_a_photo_that_fails_unexpectedly_takes_no_other_with_it() -> None:
    first, bad, last = bulk(3)
    Photo.objects.filter(pk=bad.photo_id).update(purpose="unknown")
    tasks.assess_photo.call(first.pk, bad.pk, last.pk)
    assert states() == ["done", "running", "done"]
    assert engine().messages(PATH)[-1].args == (bad.pk,)
    Assessment.objects.filter(pk=bad.pk).update(lease_until=timezone.now() - timedelta(hours=1))
    with pytest.raises(KeyError):
        tasks.assess_photo.call(bad.pk)


def test_a_message_is_known_by_each_of_its_photos() -> None:
    first, erased, last = bulk(3)
    assert tasks.resend_lost() == 0
    Photo.objects.filter(pk=erased.photo_id).delete()
    everything = Assessment.objects.all()
    assert engine().lost(PATH, everything).count() == 1
    assert engine().forget_lost(PATH, everything)
    assert engine().messages(PATH) == []
    assert tasks.resend_lost() == 2
    assert [message.args for message in engine().messages(PATH)] == [(first.pk, last.pk)]
    assert not engine().lost(PATH, everything).exists()
    taken_by_the_dead(times=1)
    assert tasks.resend_lost() == 2, "who has taken it may hang over one of them"
