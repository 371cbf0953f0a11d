"""Background work: how it is sent and run. A row says what is to be done, a message names it."""
