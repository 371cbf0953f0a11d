"""One message on its way: the link is made here, and stands in the mail alone."""

from __future__ import annotations

from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMultiAlternatives

from links.making import MadeLink, key_of, make_link, revoke
from links.models import PersonLink
from privacy.mail_files import remove_lost
from retakes.messages.claims import claim, failed, went
from retakes.messages.kinds import ASKING
from retakes.messages.mails import Mail, made_of
from retakes.messages.rows import LONGEST_ERROR, SentMessage
from retakes.messages.texts import text_for
from retakes.messages.values import values_of

HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
FOR_GOOD = 500  # SMTP's codes from here on: no use in trying again
FAULTS = (SMTPException, OSError, ValueError)  # ValueError: an address that no mail can have


class PersonalMail(EmailMultiAlternatives):
    """A mail to the person with the random key `about`, by which its file is found again."""

    about: str = ""


def send_due(retake_id: int) -> SentMessage | None:
    """Send what is due about a request, at most once; the message, or None where nothing was."""
    message = claim(retake_id)
    if message is None:
        return None
    person = message.retake.person
    link = make_link(person, beside_others=True) if message.kind in ASKING else None
    values = values_of(message.retake, link.address if link else "", message.language)
    mail = made_of(text_for(message.kind, message.language), values, message.language)
    try:
        deliver(mail, message.address, about=key_of(person.pk))
    except FAULTS as fault:
        _take_back(link)
        failed(message, described(fault), is_final=is_final(fault))
    else:
        if not went(message):
            remove_lost()  # they may have been erased meanwhile
    return message


def deliver(mail: Mail, address: str, *, about: str = "") -> None:
    """Hand one mail over. Raises FAULTS."""
    made = PersonalMail(mail.subject, mail.text, to=[address], headers=HEADERS)
    made.attach_alternative(mail.html, "text/html")
    made.about = about
    made.send()


def is_final(fault: Exception) -> bool:
    """Whether the same mail would never go: the server does not take this address."""
    if isinstance(fault, SMTPRecipientsRefused):
        return all(code >= FOR_GOOD for code, _said in fault.recipients.values())
    return isinstance(fault, ValueError)


def described(fault: Exception) -> str:
    """The fault's class and the server's number, never its words: they quote the address."""
    numbers: list[int] = []
    if isinstance(fault, SMTPRecipientsRefused):
        numbers = [code for code, _said in fault.recipients.values()]
    elif isinstance(fault, SMTPResponseException):
        numbers = [fault.smtp_code]
    return " ".join([type(fault).__name__, *map(str, numbers)])[:LONGEST_ERROR]


def _take_back(link: MadeLink | None) -> None:
    """A link that nobody has got opens nothing."""
    if link:
        revoke(PersonLink.objects.filter(pk=link.row.pk))
