"""Lists that HR keeps: filters by a name."""
