"""Who may come in: logins, single sign-on, rates."""
