"""What is refused before anything is parsed."""

from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from config.wsgi import application
from desk.photo_import.rows import PhotoImport

FIELD = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
FILE = FIELD.replace(b'"a"', b'"a"; filename="a.jpg"')
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
@pytest.mark.parametrize("path", ["/admin/login/", "/nothing/", "/api/v1/checks/"])
def test_a_body_without_a_length_is_not_read(path: str) -> None:
    answer = Client().post(path, {"username": "a"}, HTTP_TRANSFER_ENCODING="chunked")
    assert answer.status_code == 411
    assert b"length" in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "form"),
    [
        (
            b"&".join(b"a%d=1" % number for number in range(1_001)),
            "application/x-www-form-urlencoded",
        ),
        (b"a=" + b"%ff" * 20_000, "application/x-www-form-urlencoded"),
        (FILE * 101 + b"--x--", "multipart/form-data; boundary=x"),
        (FIELD * 1_001 + b"--x--", "multipart/form-data; boundary=x"),
        (FILE, "multipart/form-data"),
        (FILE[:30], "multipart/form-data; boundary=x"),
        (FILE, "multipart/form-data; boundary=" + "x" * 300),
        (
            FILE.replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n?"),
            "multipart/form-data; boundary=x",
        ),
        (b"\xff\xfe\0", "application/json"),
    ],
)
def test_a_form_that_cannot_be_read_is_told_so(body: bytes, form: str) -> None:
    client = Client(raise_request_exception=False)
    client.get("/admin/login/")
    for path in ("/admin/login/", "/nothing/", "/api/v1/people/"):
        assert 200 <= client.post(path, body[:64_000], content_type=form).status_code < 500


def test_too_many_fields_are_refused_in_words(hr_user: User) -> None:
    client = Client()
    client.force_login(hr_user)
    answer = client.post("/admin/directory/person/add/", {f"a{n}": "1" for n in range(1_001)})
    assert answer.status_code == 400
    assert "more fields or files than are taken" in answer.content.decode()


class CutOff:
    """A connection that is lost in the middle."""

    def read(self, *_: int) -> bytes:
        raise OSError("Connection reset by peer")

    readline = read


def test_a_body_that_is_cut_off_is_no_fault_of_ours(hr_user: User) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(hr_user)
    slices = reverse("admin:desk-bring-in-send", args=[PhotoImport.objects.create(by=hr_user).pk])
    lost = {"wsgi.input": CutOff(), "CONTENT_LENGTH": "10"}
    address = f"{slices}?name=e1.jpg&size=10&offset=0"
    answer = client.generic("POST", address, b"x" * 10, **lost)  # type: ignore[arg-type]
    assert answer.status_code == 400
    assert b"cut off on its way" in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("length", "statuses"),
    [
        ("-1", (200, 401)),
        ("\xb2", (200, 401)),
        ("9" * 5_000, (413,)),
        ("0" * 30 + "9" * 9, (413,)),
    ],
)
def test_no_length_does_harm_or_passes_for_another(length: str, statuses: tuple[int, ...]) -> None:
    form = "application/x-www-form-urlencoded"
    for path in ("/admin/login/", "/api/v1/checks/"):
        answer = Client().post(path, b"username=a", content_type=form, CONTENT_LENGTH=length)
        assert answer.status_code in statuses, path


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
