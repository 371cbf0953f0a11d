"""What HR sees and does about requests for new photos; importing this registers it."""

from retakes.admin import asking, requests

__all__ = ["asking", "requests"]
