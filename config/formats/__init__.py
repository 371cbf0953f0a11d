"""Dates and times where Django's own formats of a language are not what we print."""
