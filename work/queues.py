"""The queues by name. A message sent with the priority of bulk work goes to BULK."""

INTERACTIVE = "photos"  # assessments that somebody waits for
BULK = "bulk"  # imports, jobs, assessments by the thousand
UPKEEP = "upkeep"  # what settings.SAMEFRAME_SCHEDULE names
USUAL = "default"

ALL = (INTERACTIVE, USUAL, BULK, UPKEEP)
EVERYTHING = ""  # in a pause: all of them but UPKEEP, which finishes erasures
