"""What a worker owes a message, on either engine."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from tests.work import tasks
from tests.work.messages import due_now, taken_by_the_dead
from work import failures, pauses, queues
from work.engines.chosen import engine
from work.engines.engine import WorkerWishes
from work.engines.left_messages import send_on
from work.models import Failure
from work.priorities import BULK, INTERACTIVE
from work.retries import MOST_ATTEMPTS
from work.sending import send, send_many
from work.shift import Shift
from work.stopping import Stop

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nothing_else(settings: LazySettings) -> Iterator[None]:
    settings.SAMEFRAME_SCHEDULE = {}
    yield
    tasks.done.clear()


def work_once() -> None:
    call_command("work", "--once")


def test_what_fails_is_tried_again_and_kept_as_a_failure_for_somebody_to_retry() -> None:
    send(tasks.stumble, 7)
    for attempt in range(MOST_ATTEMPTS):
        assert not Failure.objects.exists()
        work_once()
        assert all(one.due_at and one.due_at > timezone.now() for one in engine().messages())
        assert len(engine().messages()) == (attempt < MOST_ATTEMPTS - 1)
        due_now()
    failure = Failure.objects.get()
    assert (failure.path, failure.args) == (tasks.stumble.module_path, [7])
    assert failure.error.startswith("ValueError at tests/work/tasks.py:")
    assert failures.retry(failure)
    assert not failures.retry(failure)
    [message] = engine().messages()
    assert message.args == (7,)


def test_people_come_before_bulk_and_a_paused_queue_waits() -> None:
    send_many(tasks.note, [[3], [4]], priority=BULK)
    send(tasks.note, 2)
    send(tasks.note, 1, priority=INTERACTIVE)
    pauses.pause(queues.BULK, None)
    work_once()
    assert tasks.done == [1, 2]
    assert engine().waiting() == {queues.BULK: 2}
    pauses.resume(queues.BULK)
    work_once()
    assert tasks.done == [1, 2, 3, 4]
    with pytest.raises(CommandError, match="no queue"):
        call_command("work", "--once", "--queues", "mails")


def test_what_a_dead_worker_had_taken_is_freed_until_it_has_ended_too_many() -> None:
    send(tasks.note, 1)
    taken_by_the_dead(times=1)
    assert engine().messages() == []
    assert engine().rescue() == 1
    due_now()
    work_once()
    assert tasks.done == [1]
    send(tasks.note, 2)
    taken_by_the_dead(times=MOST_ATTEMPTS)
    assert engine().rescue() == 1
    assert Failure.objects.get().error == "work.workers.WorkerDied"
    assert engine().messages() == []


def test_who_is_told_to_end_before_it_begins_takes_nothing() -> None:
    send(tasks.note, 1)
    stop = Stop()
    stop.ask()
    engine().work_once(Shift(WorkerWishes(once=True), stop))
    assert tasks.done == []


def test_a_message_that_the_version_before_wrote_is_sent_on(settings: LazySettings) -> None:
    DBTaskResult.objects.create(
        task_path=tasks.note.module_path,
        args_kwargs={"args": [1], "kwargs": {}},
        run_after=get_date_max(),
        backend_name="default",
    )
    assert send_on() == (settings.ENGINE == "procrastinate")
    assert send_on() == 0
    work_once()
    assert tasks.done == [1]
