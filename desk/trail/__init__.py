"""The audit trail as those who may see all of it read, search and export it."""
