"""What is sent to the background: messages carry an id, the row is the truth."""

from collections.abc import Collection
from functools import partial

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from webhooks import delivering
from webhooks.models import Delivery
from work.engines.chosen import engine
from work.sending import send_many

SENT_AT_ONCE = 1_000


@task
def deliver(delivery_id: int) -> None:
    """Try one delivery, if it is due; `send_due` comes back to what fails."""
    delivering.run(delivery_id)


def send_once_committed(rows: Collection[Delivery]) -> None:
    """Send for the rows after the transaction. A message that cannot be sent is no reason to
    undo what is announced: `send_due` sends it."""
    ids = [[row.pk] for row in rows]
    transaction.on_commit(partial(send_many, deliver, ids), robust=True)


def send_due() -> int:
    """Send for what is due and named by no message: further attempts, and what was lost. How
    many."""
    due = Delivery.objects.overdue(timezone.now()).order_by("due_at").only("pk")
    ids = [[row.pk] for row in engine().without_message(due, deliver.module_path)[:SENT_AT_ONCE]]
    send_many(deliver, ids)
    return len(ids)
