"""A mail from its text and its values: subject, text and HTML that say the same."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override

from links.models import LIFE
from retakes.messages.blocks import Block, Values, blocks_of, filled
from retakes.messages.texts import Text

TEXT, HTML = "retakes/messages/mail.txt", "retakes/messages/mail.html"


@dataclass(frozen=True, slots=True)
class Mail:
    """What goes to one person."""

    subject: str
    text: str
    html: str


def company() -> str:
    """The company's name, or words for it, in the language that is active."""
    return settings.SAMEFRAME_COMPANY or gettext("your company")


def made_of(text: Text, values: Values, language: str) -> Mail:
    """The mail, with what every mail says below HR's words."""
    with override(language):
        blocks = blocks_of(text.body, values)
        subject = filled(text.subject, values)
        context = {
            "language": language,
            "subject": subject,
            "blocks": blocks,
            "has_link": any(block.link for block in blocks),
            "days": LIFE.days,
            "privacy_address": f"{settings.SITE_URL}{reverse('privacy')}",
            "contact": settings.SAMEFRAME_PRIVACY_CONTACT,
            "company": values.company,
        }
        plain = render_to_string(TEXT, context | {"body": plain_text(blocks)})
        return Mail(subject, plain.strip() + "\n", render_to_string(HTML, context))


def plain_text(blocks: tuple[Block, ...]) -> str:
    """The blocks without markup; a link in a line of its own can be pressed everywhere."""
    parts = []
    for block in blocks:
        points = [f"- {point}" for point in block.points]
        parts.append("\n".join([*block.lines, *points, *filter(None, [block.link])]))
    return "\n\n".join(parts)
