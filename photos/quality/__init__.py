"""Measuring and judging pictures. Pure: no Django, database, clock, network or settings."""
