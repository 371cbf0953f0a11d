"""Faults in full length; `make faults` runs them (scripts/faults.py)."""
