"""Rows that only HR's desk needs; each kind is kept with the pages that use it."""

from desk.dashboard.rows import DayCount as DayCount
from desk.dashboard.rows import Prices as Prices
from desk.lists.rows import SavedList as SavedList
from desk.overrules.rows import Decided as Decided
from desk.overrules.rows import DecidedRule as DecidedRule
from desk.photo_import.rows import ImportedFile as ImportedFile
from desk.photo_import.rows import PhotoImport as PhotoImport
from desk.review.rows import ReviewClaim as ReviewClaim
