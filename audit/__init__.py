"""The one trail of who did what."""
