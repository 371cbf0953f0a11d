"""/metrics: how the site does, in Prometheus' format."""
