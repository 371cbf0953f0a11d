"""Standards in the admin: choose, copy, change, and see who would be judged otherwise."""
