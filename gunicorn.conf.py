"""What gunicorn reads by itself when it is started in this folder; its options come after.

No access log: the site writes a line for each request, without addresses that hold keys.
"""

from config.settings import LOGGING, METRICS_DIR

logconfig_dict = LOGGING
control_socket_disable = True  # one more way in, which nobody here needs


def on_starting(server: object) -> None:
    """What processes of an earlier start have counted is over."""
    for file in METRICS_DIR.glob("*.db"):
        file.unlink(missing_ok=True)
