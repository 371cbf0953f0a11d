"""What comes by the clock comes once a slot, and nothing that fails holds up the rest."""

from datetime import UTC, datetime, timedelta

import pytest
from croniter import croniter
from django.conf import LazySettings

from tests.work import scheduled
from work import pauses, queues, schedule, workers
from work.models import WorkerHeartbeat

NOON = datetime(2026, 3, 1, 12, 0, 7, 500, UTC)


@pytest.mark.django_db
def test_a_slot_belongs_to_whoever_claims_it_first(settings: LazySettings) -> None:
    settings.SAMEFRAME_SCHEDULE = {"often": 5, "seldom": 3_600}
    assert schedule.claim_due(NOON) == ["often", "seldom"]
    assert schedule.claim_due(NOON + timedelta(seconds=1)) == []
    assert schedule.claim_due(NOON + timedelta(seconds=4)) == ["often"]
    assert schedule.claim_due(NOON + timedelta(hours=1)) == ["often", "seldom"]


@pytest.mark.django_db
def test_a_part_that_fails_holds_up_no_other(settings: LazySettings) -> None:
    settings.SAMEFRAME_SCHEDULE = {
        f"tests.work.scheduled.{name}": 5 for name in ("is_missing", "fails", "goes_on")
    }
    schedule.run_due()
    assert scheduled.ran == ["fails", "goes on"]
    assert {one.door for one in scheduled.whose} == {"worker"}


@pytest.mark.parametrize("seconds", [1, 5, 30, 60, 600, 3_600, 21_600, 86_400])
def test_a_cron_line_means_the_same_slots(seconds: int) -> None:
    line = schedule.cron_line(seconds)
    assert croniter(line, NOON).get_prev(datetime) == schedule.slot_of(seconds, NOON)


@pytest.mark.parametrize("seconds", [0, 7, 90, 5_000, 172_800])
def test_slots_that_would_drift_are_refused(seconds: int) -> None:
    with pytest.raises(ValueError, match="must divide"):
        schedule.cron_line(seconds)


@pytest.mark.django_db
def test_a_pause_of_all_leaves_the_upkeep_alone() -> None:
    assert pauses.pause(queues.BULK, None)
    assert not pauses.pause(queues.BULK, None)
    assert pauses.paused_queues() == {"bulk"}
    pauses.pause(queues.EVERYTHING, None)
    assert not pauses.is_paused(queues.UPKEEP)
    assert pauses.is_paused(queues.INTERACTIVE)
    assert pauses.resume(queues.EVERYTHING)
    assert pauses.paused_queues() == {"bulk"}


@pytest.mark.django_db
def test_workers_tell_what_they_are_at_until_they_are_silent() -> None:
    here = workers.Presence(2, ("bulk",))
    with here.running("photos.tasks.assess_photo"):
        here.beat()
    [found] = workers.alive()
    assert (found.name, found.concurrency, found.queues) == (here.name, 2, ["bulk"])
    assert [one["path"] for one in found.running] == ["photos.tasks.assess_photo"]
    WorkerHeartbeat.objects.update(heartbeat=found.heartbeat - workers.ALIVE_FOR)
    assert not workers.alive().exists()
    assert workers.forget_dead() == 0  # people are still told of it
    WorkerHeartbeat.objects.update(heartbeat=found.heartbeat - workers.TOLD_FOR)
    assert workers.forget_dead() == 1
