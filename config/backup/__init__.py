"""Backups: the database as it is at one moment, and every file it names, with their sums."""
