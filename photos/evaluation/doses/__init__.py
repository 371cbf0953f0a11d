"""Photos in which one thing is changed by a known dose: what measures are tested and drawn by."""
