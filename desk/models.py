"""Rows that only HR's desk needs; each kind is kept with the pages that use it."""

from desk.photo_import.rows import ImportedFile as ImportedFile
from desk.photo_import.rows import PhotoImport as PhotoImport
