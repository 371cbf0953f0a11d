"""Judge measured photos anew, by the standards in use now."""

from typing import Any, override

from audit.trail import record
from photos import assess
from photos.management.job_command import JobCommand, department_named
from work import jobs
from work.models import Job


class Command(JobCommand):
    help = (
        "Judge measured photos anew, by the standards in use now and from stored "
        "measurements. Decisions that people made stay as they are."
    )
    job = "rejudge"

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        """Whoever watches is told whose verdict changed; the workers only count."""
        if options["background"]:
            super().handle(*args, **options)
            return
        dry_run = options["dry_run"]
        asked = department_named(options["department"])
        photos = others = 0
        if not dry_run:
            kind, key = ("directory.department", asked.pk) if asked else ("", "")
            record("photos.rejudge", kind=kind, key=key)
        for change in assess.rejudge(asked, dry_run=dry_run):
            photos += 1
            if change.is_other_verdict:
                others += 1
                self.stdout.write(_line(change))
        changed = "would change" if dry_run else "changed"
        self.stdout.write(f"{photos:,} photos judged, {others:,} verdicts {changed}.")

    @override
    def begin(self, wishes: dict[str, Any]) -> Job:
        """A new one: what an earlier one has passed was judged by the standards of then."""
        return jobs.begin_anew(self.job, wishes, None)


def _line(change: assess.Change) -> str:
    before = (
        "not judged"
        if change.score_before is None
        else (f"{change.verdict_before} {change.score_before}")
    )
    return (
        f"{change.person}: {before} -> {change.verdict_after} {change.score_after}"
        f"  {change.reason}"
    ).rstrip()
