"""manage.py create_token."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests import factories
from tokens.models import ApiToken, digest

pytestmark = pytest.mark.django_db


def create_token(*arguments: str) -> str:
    key = StringIO()
    call_command("create_token", *arguments, stdout=key, stderr=StringIO())
    return key.getvalue().strip()


def test_the_key_is_printed_once_and_only_its_hash_is_kept() -> None:
    factories.user("intranet")
    key = create_token("wiki", "--scope", "intranet", "--user", "intranet")
    token = ApiToken.objects.get()
    assert (token.name, token.scope, token.user.username) == ("wiki", "intranet", "intranet")
    assert token.key_hash == digest(key)
    assert key not in str(vars(token))


def test_it_lives_90_days_unless_told_otherwise() -> None:
    factories.user("intranet")
    create_token("wiki", "--scope", "intranet", "--user", "intranet")
    create_token("short", "--scope", "intranet", "--user", "intranet", "--days", "1")
    for name, days in (("wiki", 90), ("short", 1)):
        left = ApiToken.objects.get(name=name).expires_at - timezone.now()
        assert timedelta(days=days, minutes=-1) < left <= timedelta(days=days)


@pytest.mark.parametrize("days", ["0", "-1", "366"])
def test_it_never_lives_longer_than_a_year(days: str) -> None:
    factories.user("intranet")
    with pytest.raises(CommandError, match="--days must be 1 to 365"):
        create_token("wiki", "--scope", "intranet", "--user", "intranet", "--days", days)


def test_somebody_must_answer_for_it() -> None:
    factories.user("gone", is_active=False)
    for username in ("nobody", "gone"):
        with pytest.raises(CommandError, match="no active user"):
            create_token("wiki", "--scope", "intranet", "--user", username)


def test_an_hr_token_needs_a_user_who_may_see_photos() -> None:
    factories.user("intranet")
    factories.hr_user("hr")
    with pytest.raises(CommandError, match="may not see photos"):
        create_token("sync", "--scope", "hr", "--user", "intranet")
    assert create_token("sync", "--scope", "hr", "--user", "hr")


def test_a_name_is_needed() -> None:
    factories.user("intranet")
    with pytest.raises(CommandError, match="name"):
        create_token("", "--scope", "intranet", "--user", "intranet")


def test_it_is_bound_to_departments_that_its_user_may_see() -> None:
    finance, design = factories.department("Finance"), factories.department("Design")
    factories.hr_of(finance, username="hr")
    create_token("sync", "--scope", "hr", "--user", "hr", "--department", "finance")
    token = ApiToken.objects.get()
    assert (token.is_bound, *token.departments.all()) == (True, finance)
    for slug, words in ((design.slug, "may not see the people of Design"), ("x", "no department")):
        with pytest.raises(CommandError, match=words):
            create_token("sync", "--scope", "hr", "--user", "hr", "--department", slug)
