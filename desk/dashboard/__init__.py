"""The first page: how the team's photos stand, over time and at what cost."""
