"""Puts photos of an export into Microsoft 365, by the requests that lie in it.

    GRAPH_TOKEN=... python3 push_to_graph.py photos.zip

Make the ZIP by `manage.py export_photos --target microsoft365 --to photos.zip`, or on the page
"Export photos". The token is an access token of your Entra application with the permission
ProfilePhoto.ReadWrite.All. Once more does no harm. Needs nothing but Python's own library.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request
from typing import Any
from zipfile import ZipFile

GRAPH = os.environ.get("GRAPH", "https://graph.microsoft.com/v1.0")
TOO_MANY, MOST_TRIES, USUAL_WAIT = 429, 5, 10  # status; times; seconds


def put(asked: dict[str, Any], picture: bytes, token: str) -> int:
    """Send one picture; the answer's status. Waits where Graph says that it is too much."""
    request = urllib.request.Request(
        GRAPH + asked["path"],
        data=picture,
        method=asked["method"],
        headers={"Authorization": f"Bearer {token}", "Content-Type": asked["contentType"]},
    )
    for _ in range(MOST_TRIES):
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            if error.code != TOO_MANY:
                return error.code
            time.sleep(int(error.headers.get("Retry-After", USUAL_WAIT)))
    return TOO_MANY


def push(archive: str, token: str) -> int:
    """Send all of them, and say which failed. How many did."""
    failed = 0
    with ZipFile(archive) as photos:
        for line in photos.read("graph.jsonl").decode().splitlines():
            asked = json.loads(line)
            status = put(asked, photos.read(asked["file"]), token)
            if not 200 <= status < 300:
                failed += 1
                print(f"{asked['userPrincipalName']}: {status}", file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(1 if push(sys.argv[1], os.environ["GRAPH_TOKEN"]) else 0)
