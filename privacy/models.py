"""What people are owed, as rows."""

from privacy.erasure_rows import ErasedKey as ErasedKey
from privacy.erasure_rows import LeftFile as LeftFile
from privacy.erasure_rows import PurgeDay as PurgeDay
