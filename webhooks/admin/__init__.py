"""Webhooks in the admin: endpoints, and the log of what was told to them."""

from webhooks.admin.deliveries import DeliveryAdmin
from webhooks.admin.endpoints import EndpointAdmin

__all__ = ["DeliveryAdmin", "EndpointAdmin"]
