"""The admin's pages: importing this package registers them."""

from photos.admin import accounts, departments, people, photos

__all__ = ["accounts", "departments", "people", "photos"]
