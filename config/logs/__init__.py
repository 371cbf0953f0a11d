"""What the programs say of themselves: one line an event, never with a personal value."""
