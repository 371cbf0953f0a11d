"""What HR sees and does about links, consents and requests."""

from links.admin import consents, personal_links

__all__ = ["consents", "personal_links"]
