"""What a page may load: the strict policy of the site, and the admin's exceptions."""

from collections.abc import Mapping

from django.utils.csp import CSP

Policy = Mapping[str, list[str]]

STRICT: Policy = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

# The admin theme is driven by Alpine, which evaluates the expressions in its attributes
# ('unsafe-eval'), and its templates and ours set widths and places as attributes of style. Without
# the first an invisible layer stays over every page and the login button cannot be clicked. Its
# pop-ups are frames of the same site. Inline scripts and style elements stay forbidden here too.
ADMIN: Policy = {
    **STRICT,
    "script-src": [CSP.SELF, CSP.UNSAFE_EVAL],
    "style-src-attr": [CSP.UNSAFE_INLINE],
    "frame-src": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}
