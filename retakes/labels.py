"""How a request is shown in small."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from photos.labels import label
from retakes.models import Retake

# Colours by name, as in photos' admin.css; what is missing here is grey.
STATE_COLOURS = {
    Retake.State.OPENED.value: "info",
    Retake.State.TRIED.value: "info",
    Retake.State.SUBMITTED.value: "fair",
    Retake.State.ACCEPTED.value: "good",
    Retake.State.WAIVED.value: "good",
    Retake.State.EXPIRED.value: "poor",
}


def state_label(retake: Retake) -> SafeString:
    """Where it stands, and whether it rests."""
    shown = label(retake.get_state_display(), STATE_COLOURS.get(retake.state, "quiet"))
    if retake.is_open and retake.paused_at:
        return format_html("{} {}", shown, label(gettext("paused"), "quiet"))
    return shown
