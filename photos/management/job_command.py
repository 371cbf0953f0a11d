"""Commands that do a long job: here, or left to the workers."""

from __future__ import annotations

from typing import Any, override

from django.core.management.base import BaseCommand, CommandError, CommandParser

from directory.models import Department
from work import jobs
from work.job_kinds import kind_named
from work.models import Job


class JobCommand(BaseCommand):
    """`NAME [--department SLUG] [--background] [--dry-run]`; `job` is the kind, `things` what
    it counts."""

    job = ""
    things = "photos"

    @override
    def add_arguments(self, parser: CommandParser) -> None:
        add = parser.add_argument
        add("--department", metavar="SLUG", help="Only this department's people.")
        add(
            "--background",
            action="store_true",
            help="Leave it to the workers: their page shows how far it is.",
        )
        add("--dry-run", action="store_true", help="Only say what would be done.")

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        wishes = wishes_for(department_named(options["department"]))
        number = kind_named(self.job).count(wishes) or 0
        if options["dry_run"] or not number:
            self.stdout.write(f"{number:,} {self.things} to do.")
            return
        job = self.begin(wishes)
        if options["background"]:
            self.stdout.write(f"Job {job.pk}: {number:,} {self.things}, left to the workers.")
            return
        for _one in jobs.run_here(job):
            self.between()
        self.tell(job)

    def begin(self, wishes: dict[str, Any]) -> Job:
        """The job to follow: one that does just this already, if there is one."""
        return jobs.begin_once(self.job, wishes, None)

    def between(self) -> None:
        """What this process does between two slices of the job."""

    def tell(self, job: Job) -> None:
        """Say what became of it. Raises CommandError if it did not come to its end."""
        counts = f"{job.done:,} done, {job.skipped:,} with nothing to do, {job.failed:,} failed"
        if job.state != Job.State.DONE:
            raise CommandError(f"Job {job.pk} is {job.state}: {counts}. {job.problem}".rstrip())
        self.stdout.write(f"Job {job.pk}: {counts}.")


def wishes_for(department: Department | None) -> dict[str, Any]:
    """What a job is to be about."""
    return {"department": department.pk} if department else {}


def department_named(slug: str | None) -> Department | None:
    """The department; None where none was named. Raises CommandError for one there isn't."""
    if slug is None:
        return None
    found = Department.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Department.objects.values_list("slug", flat=True))
        raise CommandError(f"There is no department {slug!r}. There are: {known or 'none'}.")
    return found
