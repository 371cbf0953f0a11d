"""An OpenID provider to log in at: a Django project of its own, run as a program."""
