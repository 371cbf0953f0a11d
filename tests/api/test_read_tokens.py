"""read-tokens/: what a page may hold, what it opens, and what ends it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from tests import factories
from tests.api.callers import caller
from tests.factories import IssuedToken
from tokens.read_tokens import LIFE, new_read_token

pytestmark = pytest.mark.django_db

PEOPLE = "/api/v1/people/"
READ_TOKENS = "/api/v1/read-tokens/"


def page_of(issued: IssuedToken) -> APIClient:
    """A page that was handed a read token by the holder of a key."""
    return caller(caller(issued.key).post(READ_TOKENS).json()["token"])


def test_it_is_handed_out_with_its_end_and_kept_nowhere() -> None:
    response = caller(factories.token("intranet").key).post(READ_TOKENS)
    assert response.status_code == 201
    assert response["Cache-Control"] == "no-store"
    left = datetime.fromisoformat(response.json()["expires_at"]) - timezone.now()
    assert LIFE - timedelta(seconds=10) < left <= LIFE


@pytest.mark.parametrize("scope", ["intranet", "hr"])
def test_it_sees_what_the_intranet_sees_whoever_made_it(scope: str, intranet: APIClient) -> None:
    factories.published_photo(factories.person("e1001"))
    factories.person("e1002", status="left")
    superuser = User.objects.create_superuser("admin")
    page = page_of(factories.token(scope, user=superuser))
    for path in (PEOPLE, f"{PEOPLE}e1001/", f"{PEOPLE}e1002/", "/api/v1/departments/"):
        seen, expected = page.get(path), intranet.get(path)
        assert (seen.status_code, seen.json()) == (expected.status_code, expected.json())
    assert page.get(PEOPLE, {"min_score": "1"}).status_code == 400


def test_it_changes_nothing_and_opens_nothing_of_hrs() -> None:
    photo = factories.published_photo(factories.person("e1001"))
    page = page_of(factories.token("hr", user=User.objects.create_superuser("admin")))
    decision = {"decision": "ask_retake", "reason": "Please."}
    assert page.post(f"{PEOPLE}e1001/photos/").status_code == 403
    assert page.post(f"/api/v1/photos/{photo.pk}/review/", decision).status_code == 403
    for path in (f"{PEOPLE}e1001/photos/", f"/api/v1/photos/{photo.pk}/", "/api/v1/standards/"):
        assert page.get(path).status_code == 403, path
    assert page.get("/admin/").status_code == 302


def test_it_makes_no_further_tokens() -> None:
    response = page_of(factories.token("hr")).post(READ_TOKENS)
    assert response.status_code == 403


def revoke(maker: IssuedToken) -> None:
    maker.row.revoked_at = timezone.now()
    maker.row.save()


def expire(maker: IssuedToken) -> None:
    maker.row.expires_at = timezone.now()
    maker.row.save()


def delete(maker: IssuedToken) -> None:
    maker.row.delete()


def deactivate_user(maker: IssuedToken) -> None:
    User.objects.filter(pk=maker.row.user_id).update(is_active=False)


@pytest.mark.parametrize("end", [revoke, expire, delete, deactivate_user])
def test_it_ends_with_the_token_that_made_it(end: Callable[[IssuedToken], None]) -> None:
    maker = factories.token("intranet")
    page = page_of(maker)
    assert page.get(PEOPLE).status_code == 200
    end(maker)
    assert page.get(PEOPLE).status_code == 401


def test_it_opens_nothing_once_its_hr_maker_may_not_see_photos() -> None:
    maker = factories.token("hr")
    page = page_of(maker)
    maker.row.user.user_permissions.clear()
    assert page.get(PEOPLE).status_code == 403
    assert caller(maker.key).post(READ_TOKENS).status_code == 403


def test_it_ends_after_its_time() -> None:
    maker = factories.token("intranet").row
    ended = new_read_token(maker, timezone.now() - LIFE)
    assert caller(ended.signed()).get(PEOPLE).status_code == 401


def test_a_forged_one_is_refused_without_asking_the_database() -> None:
    text = new_read_token(factories.token("intranet").row, timezone.now()).signed()
    with CaptureQueriesContext(connection) as queries:
        response = caller(f"{text}x").get(PEOPLE)
    assert response.status_code == 401
    assert len(queries) == 0


def test_it_costs_no_more_queries_than_a_key() -> None:
    maker = factories.token("intranet")
    page, server = page_of(maker), caller(maker.key)
    server.get(PEOPLE)  # the first of all starts the directory's clock
    with CaptureQueriesContext(connection) as by_page:
        page.get(PEOPLE)
    with CaptureQueriesContext(connection) as by_server:
        server.get(PEOPLE)
    assert len(by_page) == len(by_server)
