"""What people are owed: consent, erasure, a copy of their data."""
