"""Tasks for tests of the worker."""

from django.tasks import task

done: list[int] = []


@task
def note(number: int) -> None:
    """Remember the number."""
    done.append(number)


@task
def stumble(number: int) -> None:
    """Fail, in words that no log may repeat."""
    raise ValueError(f"Robin's number is {number}")
