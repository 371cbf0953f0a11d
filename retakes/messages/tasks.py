"""What workers do about messages: the queue's message carries an id, the row is the truth."""

from django.tasks import task

from retakes.messages.sending import send_due


@task
def send_due_message(retake_id: int) -> None:
    """Send what is due about that request; nothing, where nothing is (any more)."""
    send_due(retake_id)
