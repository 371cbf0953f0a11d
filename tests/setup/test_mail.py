"""Mail goes to the server that the environment names, and never with a password in clear."""

import pytest
from django.core import mail

from config.mail import FOLDER, mail_from, mailers


def test_without_a_server_mails_stay_in_a_folder() -> None:
    assert mailers() == {"default": {"BACKEND": FOLDER}}


@pytest.mark.parametrize(
    ("security", "port", "uses"), [("", 587, (True, False)), ("tls", 465, (False, True))]
)
def test_a_named_server_is_spoken_to_sealed(
    security: str, port: int, uses: tuple[bool, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMEFRAME_SMTP_HOST", "smtp.example.com")
    monkeypatch.setenv("SAMEFRAME_SMTP_SECURITY", security)
    (mailer,) = mailers().values()
    options = mailer["OPTIONS"]
    assert (options["host"], options["port"]) == ("smtp.example.com", port)
    assert (options["use_tls"], options["use_ssl"]) == uses


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECURITY", "ssl", "write one of starttls, tls, none"),
        ("PORT", "smtp", "write a number"),
        ("USER", "", "both, or neither"),
        ("SECURITY", "none", "never without"),
    ],
)
def test_what_cannot_be_stops_the_start(
    name: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one, given in (("HOST", "smtp.example.com"), ("USER", "us"), ("PASSWORD", "pass")):
        monkeypatch.setenv(f"SAMEFRAME_SMTP_{one}", given)
    monkeypatch.setenv(f"SAMEFRAME_SMTP_{name}", value)
    with pytest.raises(ValueError, match=words):
        mailers()


def test_a_mail_comes_from_the_site() -> None:
    assert (
        mail_from("https://headshots.example.com") == "Sameframe <no-reply@headshots.example.com>"
    )
    mail.EmailMessage("A photo", "is wanted", to=["amara.okafor@example.com"]).send()
    assert mail.outbox[0].from_email.endswith("@127.0.0.1>")
