"""Who may make which token: nobody grants more than they have."""

from collections.abc import Iterator, Sequence

from django.contrib.auth.models import User
from django.utils.translation import gettext

from directory.models import Department
from directory.reach import Reach, reach_of
from tokens.models import ApiToken
from tokens.reach import VIEW


def refusals(
    scope: str, user: User, departments: Sequence[Department], maker: User | None
) -> Iterator[tuple[str, str]]:
    """Why `maker` may not make such a token for `user`: the field and a sentence for each.

    `maker` is None for a command, whose caller has the whole database.
    """
    if scope == ApiToken.Scope.INTRANET:
        if maker and not departments and not reach_of(maker).is_whole:
            yield (
                "departments",
                gettext(
                    "Choose departments: without any, the token would show the whole company."
                ),
            )
        return
    if not user.has_perm(VIEW):
        refusal = gettext("%(user)s may not see photos: no HR token can act for them.")
        yield "scope", refusal % {"user": user}
        return
    beyond = beyond_reach(reach_of(user), departments)
    if beyond:
        refusal = gettext("%(user)s may not see the people of %(departments)s.")
        yield "departments", refusal % {"user": user, "departments": ", ".join(beyond)}


def beyond_reach(reach: Reach, departments: Sequence[Department]) -> list[str]:
    """The names of those departments that are not within reach."""
    return [one.name for one in departments if not reach.holds(one.pk)]
