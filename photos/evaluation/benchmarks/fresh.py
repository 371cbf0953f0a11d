"""Work in a process of its own, which has done nothing before."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


def in_a_fresh_process[Given, Answer](task: Callable[[Given], Answer], given: Given) -> Answer:
    """What `task` answers there."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(task, given).result()
