"""Who comes first: a message's priority, from -100 (last) to 100, as in `django.tasks`."""

INTERACTIVE = 50  # somebody waits at a screen
USUAL = 0
BULK = -50  # imports, re-judging, re-measuring: whenever nobody else waits
