"""The kinds of long jobs about photos (settings.SAMEFRAME_JOBS)."""
