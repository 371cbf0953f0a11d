"""What people are owed, as rows."""

from privacy.consent_rows import Consent as Consent
from privacy.encoding_rows import FaceEncoding as FaceEncoding
