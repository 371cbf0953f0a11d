"""Whose account it is that the company's login names."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from access.addresses import keyed
from access.models import Identity
from access.provider import SignOnFailed
from audit.trail import record

type Claims = Mapping[str, Any]
LONGEST_NAME = 150  # characters, as the columns


def account_for(claims: Claims, issuer: str) -> User:
    """The active account of who is named, its groups as the provider says.

    Accounts are found by the provider's `sub`, which never changes hands, as e-mail addresses
    do. Raises SignOnFailed.
    """
    subject = str(claims["sub"])
    known = Identity.objects.select_related("user").filter(issuer=issuer, subject=subject).first()
    user = known.user if known else first_time(claims, issuer)
    if user is None:
        raise SignOnFailed("account is unknown", subject)
    if not user.is_active:
        raise SignOnFailed("account is not active", subject)
    bring_groups(user, claims)
    return user


def first_time(claims: Claims, issuer: str) -> User | None:
    """The account that settings allow to be linked now, or None."""
    subject = str(claims["sub"])
    try:
        with transaction.atomic():
            user = found_by_email(claims, issuer)
            if user is None and settings.OIDC_CREATE_USER:
                user = created(claims)
            if user is not None:
                Identity.objects.create(issuer=issuer, subject=subject, user=user)
                record("sso.link", kind="auth.user", key=user.pk)
            return user
    except IntegrityError:  # the same person in another tab
        return User.objects.filter(identities__subject=subject, identities__issuer=issuer).first()


def found_by_email(claims: Claims, issuer: str) -> User | None:
    """The one account with the verified address, where settings allow it. No superuser's: who
    gives out addresses at the provider would decide who is one."""
    email = str(claims.get("email") or "")
    if not (settings.OIDC_MATCH_EMAIL and email and claims.get("email_verified") is True):
        return None
    same = [
        user
        for user in User.objects.filter(email__iexact=email)
        if in_one_spelling(user.email) == in_one_spelling(email)
    ]
    free = [
        user
        for user in same
        if not user.is_superuser and not Identity.objects.filter(user=user, issuer=issuer).exists()
    ]
    return free[0] if len(same) == len(free) == 1 else None


def in_one_spelling(text: str) -> str:
    """Text to compare: databases take more letters for the same than mail does."""
    return unicodedata.normalize("NFKC", text).casefold()


def created(claims: Claims) -> User:
    """A new account without a password and without rights."""
    return User.objects.create_user(
        free_name(claims),
        email=str(claims.get("email") or ""),
        first_name=str(claims.get("given_name") or "")[:LONGEST_NAME],
        last_name=str(claims.get("family_name") or "")[:LONGEST_NAME],
    )


def free_name(claims: Claims) -> str:
    """The name that the provider prefers, unless it is no user name or somebody has it."""
    name = User.normalize_username(str(claims.get("preferred_username") or ""))
    try:
        UnicodeUsernameValidator()(name)
    except ValidationError:
        name = ""
    is_free = name and not User.objects.filter(username__iexact=name).exists()
    return name if is_free and len(name) <= LONGEST_NAME else f"sso-{keyed(str(claims['sub']))}"


def bring_groups(user: User, claims: Claims) -> None:
    """Give and take the groups that settings map, and with the last of them the admin itself.

    A superuser stays as they are: a mistake at the provider must not shut everybody out.
    """
    mapped = settings.OIDC_GROUPS
    if not mapped or user.is_superuser:
        return
    named = claims.get(settings.OIDC_GROUPS_CLAIM) or []
    theirs = {named} if isinstance(named, str) else set(map(str, named))
    wanted = {ours for provided, ours in mapped.items() if provided in theirs}
    groups = Group.objects.filter(name__in=mapped.values())
    right = {group.pk for group in groups if group.name in wanted}
    present = set(user.groups.filter(pk__in=groups).values_list("pk", flat=True))
    if right == present and user.is_staff == bool(right):
        return
    with transaction.atomic():
        user.groups.remove(*(present - right))
        user.groups.add(*(right - present))
        user.is_staff = bool(right)
        user.save(update_fields=["is_staff"])
        record("sso.groups", kind="auth.user", key=user.pk, fields=["groups", "is_staff"])
