"""The picture of somebody without one: the initials, drawn."""

from xml.sax.saxutils import escape

from directory.models import Person

GROUND, INK = "#e2e5e9", "#46505c"  # a contrast of 6.6 to 1, on light and dark pages alike
LETTERS = 2
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="{size}" height="{size}" \
role="img" aria-label="{name}"><rect width="100" height="100" fill="{ground}"/>\
<text x="50" y="52" fill="{ink}" font-family="system-ui, sans-serif" font-size="40" \
text-anchor="middle" dominant-baseline="central">{initials}</text></svg>
"""


def initials_of(person: Person) -> str:
    """The first letters of first and last name, as capitals; "?" where there is no letter."""
    names = (person.first_name, person.last_name)
    firsts = [next((sign for sign in name if sign.isalnum()), "") for name in names]
    return "".join(firsts).upper()[:LETTERS] or "?"


def initials_svg(person: Person, size: int) -> bytes:
    """A square drawing of `size` px."""
    drawn = DRAWING.format(
        size=size,
        name=escape(person.full_name, {'"': "&quot;"}),
        ground=GROUND,
        ink=INK,
        initials=escape(initials_of(person)),
    )
    return drawn.encode()
