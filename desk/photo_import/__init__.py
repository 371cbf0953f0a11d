"""Bring in photos: files arrive, are matched to people, confirmed, and taken in."""
