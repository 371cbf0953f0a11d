"""Whole companies at once: people, their photos, and how far the measuring is."""
