"""What the database and the disk say when they are asked: the same from whichever process."""

import shutil
from collections.abc import Iterator, Mapping
from threading import Lock
from time import monotonic

from django.conf import settings
from django.db import Error
from django.db.models import Count
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from config.metrics.trail import TrailCounts
from photos.api.health import oldest_wait
from photos.models import Assessment, PersonCard, Publication
from photos.storage import private_storage_answers as files_answer
from work import queues
from work.engines.chosen import engine
from work.models import Failure, Job
from work.pauses import paused_queues
from work.workers import alive

KEPT_FOR = 5.0  # seconds: several that ask cost no more than one
NO_PHOTO = "none"


class State(Collector):
    """Reads it all with a handful of queries, at most once in KEPT_FOR."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._trail = TrailCounts()
        self._read: list[Metric] = []
        self._read_at = float("-inf")

    def collect(self) -> list[Metric]:
        """The metrics; without a database those of the disk alone."""
        with self._lock:
            if monotonic() - self._read_at > KEPT_FOR:
                self._read = list(self._all())
                self._read_at = monotonic()
            return self._read

    def _all(self) -> Iterator[Metric]:
        yield gauge("disk_free_bytes", "Room for files.", free_bytes())
        yield gauge("files_up", "Whether the place of the files answers.", files_answer())
        try:
            known = [*self._of_database()]
        except Error:
            yield gauge("database_up", "Whether the database answers.", 0)
            return
        yield gauge("database_up", "Whether the database answers.", 1)
        yield from known

    def _of_database(self) -> Iterator[Metric]:
        states = dict(Assessment.objects.order_by().values_list("state").annotate(Count("pk")))
        known = {state: states.get(state, 0) for state in Assessment.State.values}
        yield labelled("assessments", "Photos to measure and measured.", "state", known)
        yield gauge("oldest_photo_waits_seconds", "For how long it has been due.", oldest_wait())
        yield from of_work()
        cards = PersonCard.objects.order_by().values_list("photo_state").annotate(Count("pk"))
        people = {state or NO_PHOTO: number for state, number in cards}
        yield labelled("people", "By the state of their newest photo.", "photo", people)
        yield gauge("published_photos", "Shown by the intranet.", Publication.objects.count())
        done = CounterMetricFamily(
            "sameframe_events", "What the trail has recorded, in records.", labels=["action"]
        )
        for action, number in sorted(self._trail.now().items()):
            done.add_metric([action], number)
        yield done


def of_work() -> Iterator[Metric]:
    """How background work stands."""
    waiting = dict.fromkeys(queues.ALL, 0) | engine().waiting()
    yield labelled("queue_messages", "Messages that no worker has taken.", "queue", waiting)
    yield gauge("queues_paused", "Queues that stand still.", len(paused_queues()))
    yield gauge("workers", "Worker processes that live.", alive().count())
    yield gauge("failures", "Work that failed for good.", Failure.objects.count())
    states = dict(Job.objects.order_by().values_list("state").annotate(Count("pk")))
    known = {state: states.get(state, 0) for state in Job.State.values}
    yield labelled("jobs", "Long jobs.", "state", known)


def gauge(name: str, told: str, value: float) -> Metric:
    """One number."""
    return GaugeMetricFamily(f"sameframe_{name}", told, value=value)


def labelled(name: str, told: str, label: str, values: Mapping[str, int]) -> Metric:
    """A number for each value of a label."""
    family = GaugeMetricFamily(f"sameframe_{name}", told, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def free_bytes() -> float:
    """Room on the disk of the stored files; not a number where it is gone."""
    try:
        return shutil.disk_usage(settings.DATA_DIR).free
    except OSError:
        return float("nan")
