"""Pages that one person reaches by a link of their own, without an account."""
