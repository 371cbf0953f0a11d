"""What a person writes to HR: a sentence or two."""

from django.http import HttpRequest

from retakes.models import LONGEST_NOTE

LEAST = 3  # letters: a dot says nothing


def note_in(request: HttpRequest) -> str:
    """The note of a form, on one line and cut at its longest; "" for too little to read."""
    words = " ".join(request.POST.get("note", "").split())[:LONGEST_NOTE]
    return words if sum(map(str.isalnum, words)) >= LEAST else ""
