"""Rows that only HR's desk needs; each kind is kept with the pages that use it."""

from desk.lists.rows import SavedList as SavedList
