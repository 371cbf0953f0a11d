"""What HR sees and does about requests for new photos; importing this registers it."""

from retakes.admin import sent_messages

__all__ = ["sent_messages"]
