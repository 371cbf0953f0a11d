"""Background work, as rows."""

from work.job_rows import Job as Job
