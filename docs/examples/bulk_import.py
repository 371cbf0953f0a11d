"""Brings a company's people and photos: a CSV and a folder.

    SAMEFRAME=https://photos.example.com KEY=a-bulk-key python3 bulk_import.py PEOPLE.csv FOLDER

The first line of the CSV (UTF-8, commas) names the fields: employee_id, first_name, last_name,
email, department, job_title, location, status, photo. A photo is the file that the list names,
or the one whose name without its ending is the employee id.

Run it again whenever it was stopped, or every night: people who are right already stay as they
are, and photos that have arrived are not sent again. While the site is away or busy, it waits
and goes on by itself. Ends with 0 if everything went in, with 3 if something was refused.
Needs nothing but Python 3.11 or newer.
"""

import argparse
import csv
import http.client
import json
import os
import random
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any

FIELDS = (
    *("employee_id", "first_name", "last_name", "email"),
    *("department", "job_title", "location", "status"),
)
ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".avif")
MOST_PEOPLE, MOST_SUMS, MOST_PHOTOS = 1_000, 1_000, 50  # a call
MOST_BYTES = 50_000_000  # of photos a call; the site takes twice that
LARGEST = 20_000_000  # bytes of a photo
PATIENCE = 300  # seconds to wait for an answer
LONGEST_PAUSE = 60  # seconds before a call is repeated
GIVE_UP_AFTER = 1_800  # seconds without a single answer
# Nothing of these was refused for what it is: the same call may be sent again.
PASSING = {
    HTTPStatus.CONFLICT,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
}


@dataclass(frozen=True)
class Photo:
    """Somebody's file."""

    employee_id: str
    file: Path

    def sum(self) -> dict[str, str]:
        """What the site asks of it to tell whether it has it."""
        digest = sha256(self.file.read_bytes()).hexdigest()
        return {"employee_id": self.employee_id, "sha256": digest}


def main() -> int:
    """Bring everybody and everything; how many were refused decides the exit code."""
    parser = argparse.ArgumentParser(description="Bring a company's people and photos.")
    parser.add_argument("list", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=MOST_PEOPLE, help="people a call")
    parser.add_argument("--photos", type=int, default=MOST_PHOTOS, help="photos a call")
    parser.add_argument("--wait", action="store_true", help="until all photos are measured")
    asked = parser.parse_args()
    with asked.list.open(newline="", encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    if rows and "employee_id" not in rows[0]:
        raise SystemExit("The first line names no column employee_id.")
    refused = bring_people(rows, asked.people)
    refused += bring_photos(list(photos_of(rows, asked.folder)), asked.photos)
    if asked.wait:
        wait_until_measured()
    return 3 if refused else 0


def bring_people(rows: Sequence[dict[str, str]], at_once: int) -> int:
    """Send all people; how many were refused."""
    refused, done = 0, 0
    for first in range(0, len(rows), at_once):
        some = rows[first : first + at_once]
        people = [{name: row[name] for name in FIELDS if row.get(name)} for row in some]
        told = call("people/", json.dumps(people).encode())
        refused += tell_refusals(told)
        done += len(people)
        print(f"People: {done:,} of {len(rows):,}, {refused:,} refused", flush=True)
    return refused


def photos_of(rows: Sequence[dict[str, str]], folder: Path) -> Iterator[Photo]:
    """Whose photos are there; of nobody else's files."""
    files = {file.stem: file for file in folder.iterdir() if file.suffix.lower() in ENDINGS}
    for row in rows:
        named = folder / row["photo"] if row.get("photo") else None
        file = named or files.get(row["employee_id"])
        if file and file.is_file():
            yield Photo(row["employee_id"], file)


def bring_photos(photos: Sequence[Photo], at_once: int) -> int:
    """Send the photos that the site doesn't have; how many were refused."""
    fitting = [photo for photo in photos if photo.file.stat().st_size <= LARGEST]
    for photo in set(photos) - set(fitting):
        print(f"{photo.employee_id}: The file is larger than 20 MB.", file=sys.stderr)
    refused, done = len(photos) - len(fitting), 0
    for first in range(0, len(fitting), MOST_SUMS):
        some = fitting[first : first + MOST_SUMS]
        sums = [photo.sum() for photo in some]
        told = call("photos/known/", json.dumps(sums).encode())
        missing = {one["employee_id"] for one in told["missing"]}
        done += len(some) - len(missing)
        for batch in batches([one for one in some if one.employee_id in missing], at_once):
            refused += tell_refusals(call("photos/", *form(batch)))
            done += len(batch)
            print(f"Photos: {done:,} of {len(fitting):,}, {refused:,} refused", flush=True)
    return refused


def batches(photos: Sequence[Photo], at_once: int) -> Iterator[list[Photo]]:
    """As many at once as one call takes."""
    batch: list[Photo] = []
    size = 0
    for photo in photos:
        length = photo.file.stat().st_size
        if batch and (len(batch) == at_once or size + length > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(photo)
        size += length
    if batch:
        yield batch


def wait_until_measured() -> None:
    """Say how far it is until nothing waits any more."""
    while (told := call("progress/"))["waiting"]:
        left = told["seconds_left"]
        rest = "" if left is None else f", about {left // 60 + 1:,} min left"
        print(f"Measured: {told['measured']:,}, waiting: {told['waiting']:,}{rest}", flush=True)
        time.sleep(min(max((left or 0) / 20, 2), LONGEST_PAUSE))
    print(f"Measured: {told['measured']:,}, failed: {told['failed']:,}")


def tell_refusals(told: dict[str, Any]) -> int:
    """Say what was refused and why; how many."""
    for one in told["results"]:
        for error in one["errors"]:
            print(f"{one['employee_id']}: {error['detail']}", file=sys.stderr)
    return int(told["refused"])


# --- calls ------------------------------------------------------------------


def call(path: str, body: bytes | None = None, kind: str = "application/json") -> Any:
    """The answer, however often it takes. Raises SystemExit for what no repeating mends."""
    url = f"{os.environ['SAMEFRAME'].rstrip('/')}/api/v1/bulk/{path}"
    headers = {"Authorization": f"Bearer {os.environ['KEY']}", "Content-Type": kind}
    request = urllib.request.Request(url, body, headers)
    pause, end = 1.0, time.monotonic() + GIVE_UP_AFTER
    while True:
        asked_to_wait = 0.0
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refusal:
            with refusal:
                told = refusal.read().decode(errors="replace")
            if refusal.code not in PASSING:
                raise SystemExit(f"{refusal.code}: {told}") from refusal
            asked_to_wait = float(refusal.headers.get("Retry-After") or 0)
        except (OSError, http.client.HTTPException) as cut_off:
            told = str(cut_off)
        if time.monotonic() > end:
            raise SystemExit(f"The site does not answer: {told}")
        print(f"Waiting: {told[:200]}", file=sys.stderr, flush=True)
        time.sleep(max(asked_to_wait, pause * random.uniform(0.5, 1)))  # not all at once
        pause = min(pause * 2, LONGEST_PAUSE)


def form(photos: Sequence[Photo]) -> tuple[bytes, str]:
    """The photos as a form, each under its employee id, and its content type."""
    line = uuid.uuid4().hex
    parts = []
    for photo in photos:
        name, file = (text.replace('"', "%22") for text in (photo.employee_id, photo.file.name))
        head = f'--{line}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"'
        parts += [head.encode(), b"\r\n\r\n", photo.file.read_bytes(), b"\r\n"]
    return b"".join([*parts, f"--{line}--\r\n".encode()]), f"multipart/form-data; boundary={line}"


if __name__ == "__main__":
    sys.exit(main())
