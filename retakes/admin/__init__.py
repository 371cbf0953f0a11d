"""What HR sees and does about requests for new photos; importing this registers it."""

from retakes.admin import asking, requests, sent_messages

__all__ = ["asking", "requests", "sent_messages"]
