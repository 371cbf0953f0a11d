"""What people are owed, as rows."""

from privacy.consent_rows import Consent as Consent
from privacy.encoding_rows import FaceEncoding as FaceEncoding
from privacy.erasure_rows import ErasedKey as ErasedKey
from privacy.erasure_rows import LeftFile as LeftFile
from privacy.erasure_rows import PurgeDay as PurgeDay
