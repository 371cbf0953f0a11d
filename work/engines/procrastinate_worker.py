"""Two workers of procrastinate in one process: one for messages, one for what comes by the clock.

The second waits for no photo: a long import cannot hold up an erasure.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import psycopg
import psycopg_pool
from django.db import OperationalError
from procrastinate import App
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.worker import Worker

from work import queues
from work.engines.procrastinate_app import SHIFT, messages_app, upkeep_app
from work.stopping import SECONDS_TO_FINISH

if TYPE_CHECKING:
    from work.shift import Shift

POLL_SECONDS = 2.0  # for what became due or was freed; what is sent is told at once
SECONDS_FOR_CONNECTION = 10.0
UPKEEP_AT_ONCE = 1
# Of the pool: what both workers fetch and finish, beside one listener each.
CONNECTIONS = 4
LOST = (ConnectorException, psycopg.Error, psycopg_pool.PoolTimeout, OSError)


def work(shift: Shift, *, once: bool) -> None:
    """Run until the shift is asked to stop, or with `once` until nothing is due.

    Raises OperationalError where the database went away.
    """
    asyncio.run(_work(shift, once=once))


async def _work(shift: Shift, *, once: bool) -> None:
    connector = PsycopgConnector(
        kwargs=connector_params(),
        min_size=1,
        max_size=CONNECTIONS,
        timeout=SECONDS_FOR_CONNECTION,
    )
    at_once = shift.wishes.concurrency + UPKEEP_AT_ONCE
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(at_once, "taker"))
    messages = messages_app(connector)
    taken = shift.queues if once else _without_upkeep(shift)
    workers = [_worker(messages, shift, taken, shift.wishes.concurrency, once=once)]
    if not once:
        upkeep = upkeep_app(connector)
        workers.append(_worker(upkeep, shift, [queues.UPKEEP], UPKEEP_AT_ONCE, once=False))
        _obey_pauses(shift, workers[0])
    try:
        async with messages.open_async():
            await _run(workers, shift)
    except LOST as error:
        raise OperationalError("the database went away") from error


def _worker(app: App, shift: Shift, taken: Sequence[str], at_once: int, *, once: bool) -> Worker:
    return Worker(
        app=app,
        queues=list(taken),
        concurrency=at_once,
        wait=not once,
        fetch_job_polling_interval=POLL_SECONDS,
        shutdown_graceful_timeout=SECONDS_TO_FINISH,
        delete_jobs="successful",
        additional_context={SHIFT: shift},
        install_signal_handlers=False,
    )


def _without_upkeep(shift: Shift) -> list[str]:
    return [name for name in shift.queues if name != queues.UPKEEP]


def _obey_pauses(shift: Shift, first: Worker) -> None:
    def take_others() -> None:
        first.queues = _without_upkeep(shift)

    shift.on_pauses(take_others)


def _obey_stop(shift: Shift, workers: Sequence[Worker]) -> None:
    """Let workers that have begun know of the end, from the thread that sees it."""
    loop = asyncio.get_running_loop()

    def end() -> None:
        with suppress(RuntimeError):  # the loop has ended already
            for worker in workers:
                loop.call_soon_threadsafe(worker.stop)

    shift.stop.then(end)


async def _run(workers: Sequence[Worker], shift: Shift) -> None:
    """Both, or neither: one that lost its database ends the other. Raises what ended it."""
    untyped: Sequence[Any] = workers
    running = [asyncio.create_task(worker.run()) for worker in untyped]
    await asyncio.sleep(0)  # each begins by forgetting that it was told to end
    _obey_stop(shift, workers)
    await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    for worker in untyped:
        worker.stop()
    ends: list[Any] = await asyncio.gather(*running, return_exceptions=True)
    for end in ends:
        if isinstance(end, BaseException):
            raise end
    if any(worker.wait for worker in workers) and not shift.stop.asked.is_set():
        raise ConnectorException("a worker ended by itself")
