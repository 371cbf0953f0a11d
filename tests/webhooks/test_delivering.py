"""An event on its way to another system, over real connections."""

from __future__ import annotations

import runpy
import socket
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from tests import factories
from tests.webhooks.endpoints import DATA, endpoint
from tests.webhooks.receiver import Receiver, receiver
from webhooks import delivering, tasks
from webhooks.addresses import checked_address, is_open
from webhooks.models import Delivery, Endpoint
from webhooks.outbox import announce, put_down, rows_of
from webhooks.posting import post
from work.engines.chosen import engine

State = Delivery.State
EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "verify_webhook.py"

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(settings: Settings) -> Iterator[Receiver]:
    settings.SAMEFRAME_WEBHOOK_PRIVATE = ["127.0.0.0/8"]
    with receiver() as one:
        yield one


def waiting(at: Endpoint) -> Delivery:
    """One event that is to be told there."""
    (row,) = rows_of([at], "photo.removed", DATA, 1)
    put_down([row])
    return row


def tried(delivery: Delivery, *, after: timedelta = timedelta()) -> Delivery:
    """The delivery after an attempt, made when so much time had passed."""
    Delivery.objects.filter(pk=delivery.pk).update(due_at=delivery.due_at - after)
    delivering.run(delivery.pk)
    delivery.refresh_from_db()
    return delivery


def test_what_is_refused_comes_again_the_same_until_it_is_taken(
    there: Receiver, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    portal = endpoint(factories.hr_user(), address=there.address)
    with django_capture_on_commit_callbacks(execute=True):
        announce("photo.approved", DATA, about=1)
    row = Delivery.objects.get()
    assert [message.args for message in engine().messages(tasks.deliver.module_path)] == [
        (row.pk,)
    ]
    there.answers[:] = [500]

    assert tried(row).state == State.FAILED
    assert (row.status, row.problem, row.attempts) == (500, "status", 1)
    assert timedelta(seconds=50) < row.due_at - timezone.now() <= timedelta(minutes=1)
    assert tried(row).attempts == 1  # not before its time
    assert tried(row, after=timedelta(minutes=1)).state == State.DELIVERED
    assert tried(row).attempts == 2  # and never once it is there

    (first, body), (second, again) = there.came
    assert body == again == row.body.encode()
    assert first["Sameframe-Delivery"] == second["Sameframe-Delivery"] == str(row.uid)
    assert first["Sameframe-Event"] == "photo.approved"
    is_genuine = runpy.run_path(str(EXAMPLE))["is_genuine"]
    assert portal.secret
    now = timezone.now().timestamp()
    signature = second["Sameframe-Signature"]
    assert is_genuine(signature, body, portal.secret, now)
    assert not is_genuine(signature, body + b" ", portal.secret, now)
    assert not is_genuine(signature, body, "another", now)
    assert not is_genuine(signature, body, portal.secret, now + 400)
    assert not is_genuine("v1=é", body, portal.secret, now)


def test_it_is_given_up_in_the_end_and_so_is_who_fails_for_days(there: Receiver) -> None:
    portal = endpoint(factories.hr_user(), address=there.address)
    row, other = waiting(portal), waiting(portal)
    there.answers[:] = [302, 503, 503, 503, 503, 503]
    tried(row)
    assert (row.status, row.problem, len(there.came)) == (302, "redirect", 1)
    for pause in delivering.PAUSES:
        assert row.state == State.FAILED
        tried(row, after=pause)
    assert (row.state, row.attempts, row.finished_at is None) == (State.GIVEN_UP, 6, False)
    assert Endpoint.objects.get().is_active

    Endpoint.objects.update(failing_since=timezone.now() - timedelta(days=3))
    Delivery.objects.filter(pk=row.pk).update(state=State.FAILED)
    there.answers[:] = [503]
    tried(row, after=delivering.LEASE)
    portal.refresh_from_db()
    other.refresh_from_db()
    assert (portal.is_active, portal.switched_off_at is None) == (False, False)
    assert (other.state, other.problem) == (State.GIVEN_UP, "switched_off")


def test_where_nobody_answers_the_others_wait_without_being_tried(there: Receiver) -> None:
    closed = socket.socket()
    closed.bind(("127.0.0.1", 0))  # and does not listen
    portal = endpoint(factories.hr_user(), address=f"http://127.0.0.1:{closed.getsockname()[1]}/")
    row, other = waiting(portal), waiting(portal)
    assert tried(row).problem == "connection"
    assert tried(other).attempts == 0
    assert other.due_at > timezone.now()
    portal.address = there.address
    portal.save(update_fields=["address"])
    Endpoint.objects.update(quiet_until=None)
    assert tried(other, after=timedelta(minutes=1)).state == State.DELIVERED
    portal.refresh_from_db()
    assert portal.failing_since is None
    closed.close()


def test_private_places_are_refused_however_they_are_written(
    there: Receiver, settings: Settings
) -> None:
    assert post(there.address, {}, b"").status == 200
    settings.SAMEFRAME_WEBHOOK_PRIVATE = []
    by_name = there.address.replace("127.0.0.1", "localhost")
    for address in (there.address, by_name, "https://[::ffff:10.0.0.1]/", "https://0/"):
        assert post(address, {}, b"").problem == "address"
    for place in (
        *("10.1.2.3", "169.254.169.254", "100.64.0.1", "224.0.0.1", "fe80::1", "fd00::1"),
        *("64:ff9b::7f00:1", "2002:0a00:0001::1", "::", "fec0::1"),
    ):
        assert not is_open(ip_address(place))
    assert is_open(ip_address("93.184.215.14"))
    settings.SAMEFRAME_WEBHOOK_PRIVATE = ["localhost"]
    assert post(by_name, {}, b"").status == 200
    assert post(there.address, {}, b"").problem == "address"
    for address in (
        there.address,
        "https://",
        "https://a:b@hooks.example/",
        "ftp://hooks.example",
    ):
        with pytest.raises(ValidationError):
            checked_address(address)
    settings.DEBUG = True
    assert checked_address(there.address) == there.address
    assert len(there.came) == 2
