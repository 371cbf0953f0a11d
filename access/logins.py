"""Slowing down those who guess passwords, without locking anybody out.

Failed attempts fill meters of the account from this address, and of the address; full ones ask
for waits that double up to a quarter of an hour and fade again. No meter of the account alone
makes anybody wait: whoever guesses elsewhere could then shut the owner out. It only makes each
further address wait from its second attempt on. A browser in which the owner has logged in before
has a measure of its own, so that nobody at the same address shuts them out either.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from access.limits import TooManyRequests
from access.models import Meter
from access.rates import Rate

ATTACKED_AFTER = 10  # times the rate: failures on one account, from anywhere
LONGEST_WAIT = 900  # seconds
ADDRESS_SHARE = 4  # times the rate: failures of one address, on any accounts
ACCOUNT, ADDRESS, PAIR = "account", "address", "pair"
SHARPENED = 1  # failures without a wait, on an account that is attacked


@dataclass(frozen=True, slots=True)
class Slowing:
    """From the `free`th failure on, waits begin; each is forgotten after `fades` seconds."""

    free: int
    fades: float
    first_wait: float

    def level(self, meter: Meter) -> int:
        """How many failures it held when the last one was added."""
        return max(round((meter.empty_at - meter.filled_at) / self.fades), 0)

    def wait(self, meter: Meter, now: float, free: int | None = None) -> float:
        """Seconds until the next attempt is heard, 0 for at once."""
        over = self.level(meter) - (self.free if free is None else free)
        if over < 0:
            return 0.0
        asked = min(self.first_wait * 2.0 ** min(over, 20), LONGEST_WAIT)
        return max(meter.filled_at + asked - now, 0.0)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt on an account, with the keys of its meters by what they measure."""

    keys: Mapping[str, str]
    rate: Rate

    def slowing(self, what: str) -> Slowing:
        """How the meters of this kind slow down."""
        free, fades = {
            PAIR: (self.rate.count, LONGEST_WAIT),
            ADDRESS: (self.rate.count * ADDRESS_SHARE, 3 * self.rate.period),
            ACCOUNT: (self.rate.count * ATTACKED_AFTER, 3 * self.rate.period),
        }[what]
        return Slowing(free, fades, self.rate.period)


def spelled(name: str) -> str:
    """A user name in one spelling, so that no variant of it has a measure of its own."""
    return unicodedata.normalize("NFKC", name).casefold()


def attempt_of(account: str, address: str, device: str, rate: Rate) -> Attempt:
    """An attempt by keyed account and address; `device` is the key of a browser that the owner
    has logged in with before, or ""."""
    if device:
        return Attempt({PAIR: f"login:{account}:d{device}"}, rate)
    return Attempt(
        {
            PAIR: f"login:{account}:{address}",
            ADDRESS: f"login:*:{address}",
            ACCOUNT: f"login:{account}:*",
        },
        rate,
    )


def begin(attempt: Attempt, now: float | None = None) -> bool:
    """Count the attempt as failed before the password is looked at, so that a thousand at once
    are no better than one after the other. Returns whether, if it fails, the next has to wait.

    Raises TooManyRequests where this one has to wait.
    """
    moment = time.time() if now is None else now
    new = [Meter(key=key, empty_at=0) for key in sorted(attempt.keys.values())]
    with transaction.atomic():
        Meter.objects.bulk_create(new, ignore_conflicts=True)
        meters = held(attempt)
        wait = longest_wait(attempt, meters, moment)
        if wait:
            raise TooManyRequests(wait)  # and leave no new row behind
        for what, meter in meters.items():
            meter.empty_at = max(meter.empty_at, moment) + attempt.slowing(what).fades
            meter.filled_at = moment
        Meter.objects.bulk_create(  # one of them may have been purged meanwhile
            meters.values(),
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["empty_at", "filled_at"],
        )
    return longest_wait(attempt, meters, moment) > 0


def held(attempt: Attempt) -> dict[str, Meter]:
    """The attempt's meters, by what they measure, held until the transaction's end; all at once,
    so that no two wait for each other."""
    keys = attempt.keys
    rows = Meter.objects.select_for_update().filter(key__in=keys.values()).order_by("key")
    found = {row.key: row for row in rows}
    return {what: found.get(key) or Meter(key=key, empty_at=0) for what, key in keys.items()}


def longest_wait(attempt: Attempt, meters: Mapping[str, Meter], now: float) -> float:
    """Seconds that the attempt has to wait, 0 for none."""
    free = SHARPENED if is_attacked(attempt, meters, now) else None
    waits = [attempt.slowing(PAIR).wait(meters[PAIR], now, free)]
    if ADDRESS in meters:
        waits.append(attempt.slowing(ADDRESS).wait(meters[ADDRESS], now))
    return max(waits)


def is_attacked(attempt: Attempt, meters: Mapping[str, Meter], now: float) -> bool:
    """Whether many have failed on the account just now, from anywhere."""
    if ACCOUNT not in meters:
        return False
    slowing = attempt.slowing(ACCOUNT)
    return (meters[ACCOUNT].empty_at - now) / slowing.fades >= slowing.free


def succeed(attempt: Attempt) -> None:
    """Forget what `begin` counted, and the failures of the account from here."""
    with transaction.atomic():
        meters = held(attempt)
        meters.pop(PAIR).delete()
        for what, meter in meters.items():
            meter.empty_at -= attempt.slowing(what).fades
        Meter.objects.bulk_update(meters.values(), ["empty_at"])


def unlock(*, account: str = "", address: str = "") -> int:
    """Empty all meters of a keyed account, of a keyed address, or of the account at the address.

    Returns how many there were.
    """
    meters = Meter.objects.filter(key__startswith=f"login:{account}:" if account else "login:")
    return meters.filter(key__endswith=f":{address}" if address else "").delete()[0]
