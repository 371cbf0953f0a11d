"""The review queue: one photo at a time, by keyboard."""
