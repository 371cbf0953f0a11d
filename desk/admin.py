"""The desk's lists among the admin's own: importing this registers them."""

from desk.trail import admin as trail

__all__ = ["trail"]
