"""The theme's colours as a style sheet: as an inline style the policy would not let them in."""

from collections.abc import Mapping

from django.conf import settings

Weights = Mapping[str, str]
HEAD = """\
/* The colours of the admin's theme, as config.unfold and the theme name them; written by
   config.colours, which a test holds it to. */
"""
# What htmx would else add by itself, as an inline style.
INDICATOR = """\
.htmx-indicator { opacity: 0; }
.htmx-request .htmx-indicator, .htmx-request.htmx-indicator { opacity: 1; }
"""


def sheet(colours: Mapping[str, Weights]) -> str:
    """The content of static/config/colours.css."""
    lines = [
        f"  --color-{name}-{weight}: {value};"
        for name, weights in colours.items()
        for weight, value in weights.items()
    ]
    radius = f"  --border-radius: {settings.UNFOLD['BORDER_RADIUS']};"
    return HEAD + "\n".join([":root {", radius, *lines, "}", ""]) + INDICATOR
