"""Cut published photos anew, and ahead of their first viewers."""

from photos.management.job_command import JobCommand


class Command(JobCommand):
    help = (
        "Publish anew what was cut in an older way, and cut the usual size of every use ahead, "
        "so that nobody waits for it. Safe to stop and to run again: the rest is left to the "
        "workers."
    )
    job = "rerender"
    things = "people with published photos"
