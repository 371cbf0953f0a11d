"""What is refused before anything is parsed."""

from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.test import Client

from config.wsgi import application

CODECS = ["rot13", "zlib", "idna", "undefined", "base64", "utf-16", "nonsense"]


def send(client: Client, path: str, announced: int) -> int:
    """The status of a POST that promises so many bytes and sends none."""
    form = "multipart/form-data; boundary=x"
    answer = client.post(path, b"", content_type=form, CONTENT_LENGTH=str(announced))
    return answer.status_code


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/admin/login/", "/admin/directory/person/add/", "/nothing/", "/me/key/privacy/consent/"],
)
def test_a_stranger_sends_no_more_than_a_login_form(path: str) -> None:
    client = Client()
    assert send(client, path, 200_000_000) == 413
    assert send(client, path, 64_001) == 413
    assert send(client, path, 64_000) != 413


@pytest.mark.django_db
def test_who_has_no_link_is_not_even_read() -> None:
    assert send(Client(), "/me/key/photo/", 20_500_000) == 404
    assert send(Client(), "/me/key/photo/", 100_000_001) == 413


def test_staff_may_send_photos_but_no_more_than_that(hr_user: User) -> None:
    client = Client()
    client.force_login(hr_user)
    path = "/admin/directory/person/add/"
    assert send(client, path, 20_500_000) != 413
    assert send(client, path, 100_000_001) == 413


@pytest.mark.django_db
def test_a_length_that_is_no_number_does_no_harm() -> None:
    answer = Client().post("/admin/login/", {"username": "a"}, CONTENT_LENGTH="-1")
    assert answer.status_code < 500


@pytest.mark.parametrize("codec", CODECS)
def test_a_charset_of_the_callers_choice_is_not_used(codec: str) -> None:
    form = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n\xc3\xbc\r\n--x--\r\n'
    request = application.request_class(
        {
            "REQUEST_METHOD": "POST",
            "QUERY_STRING": "search=M%C3%BCller",
            "CONTENT_TYPE": f"multipart/form-data; boundary=x; charset={codec}",
            "CONTENT_LENGTH": str(len(form)),
            "wsgi.input": BytesIO(form),
        }
    )
    assert request.GET["search"] == "Müller"
    assert request.POST["name"] == "ü"
