"""Background work for people: what waits, runs and failed, and how long it will take."""
