"""retakes/ of the REST interface."""
