"""Check that a webhook comes from Sameframe: copy `is_genuine` into your receiver.

    WEBHOOK_SECRET=... python verify_webhook.py

listens on 127.0.0.1:8099 and prints what it is told; standard library alone.
"""

import hashlib
import hmac
import json
import os
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

MOST_SECONDS_OLD = 300


def is_genuine(header: str, body: bytes, secret: str, now: float) -> bool:
    """Whether `body`, the bytes as they came, was signed with our secret within five minutes.

    `header` is Sameframe-Signature: "t=1764280800,v1=5257a8…"; `now` is in Unix seconds.
    """
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    moment, given = parts.get("t", ""), parts.get("v1", "")
    if not moment.isdecimal() or abs(now - int(moment)) > MOST_SECONDS_OLD:
        return False
    signed = f"{moment}.".encode() + body
    expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), given.encode())


class Receiver(BaseHTTPRequestHandler):
    """Answers 204 to what is genuine, whether it is new or came before, and 401 to the rest."""

    secret = ""
    seen: set[str] = set()  # yours outlives a restart: a table with a unique column

    def do_POST(self) -> None:
        """Take one event. Answer first and work later: after ten seconds it comes again."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        signature = self.headers.get("Sameframe-Signature", "")
        if not is_genuine(signature, body, self.secret, time.time()):
            self.send_response(401)
            self.end_headers()
            return
        self.send_response(204)
        self.end_headers()
        event = json.loads(body)
        if event["id"] not in self.seen:
            self.seen.add(event["id"])
            print(event["occurred_at"], event["event"], event["data"])


if __name__ == "__main__":
    Receiver.secret = os.environ["WEBHOOK_SECRET"]
    HTTPServer(("127.0.0.1", 8099), Receiver).serve_forever()
