"""Keeps a copy of the directory in a folder: who works here, and a picture of each.

    SAMEFRAME=https://photos.example.com KEY=an-intranet-key python3 copy_directory.py FOLDER

The first run reads everybody, each later one only what has changed since. What is taken back
(people who left, photos that were withdrawn) goes from the copy too, so run it often: every
few minutes costs one small request. Needs nothing but Python's own library.
"""

import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

PAGE_SIZE = 200  # the most that a page holds
PATIENCE = 30  # seconds to wait for an answer
# The first copy's time is the answering server's, in whole seconds and perhaps of another
# machine. What is read twice for that does no harm.
MARGIN = timedelta(minutes=1)

Json = dict[str, Any]


@dataclass
class Copy:
    """What the folder holds; `as_of` is empty before the first run."""

    as_of: str = ""
    people: dict[str, Json] = field(default_factory=dict)  # by key
    etags: dict[str, str] = field(default_factory=dict)  # of the pictures, by key


def main() -> None:
    """Bring the folder up to date."""
    folder = Path(sys.argv[1])
    api = os.environ["SAMEFRAME"].rstrip("/") + "/api/v1/"
    copy = stored(folder)
    as_of = ""
    for answer in changes(api, copy.as_of) if copy.as_of else everybody(api):
        for person in answer["results"]:
            copy.people[person["key"]] = person
            take_picture(folder, copy, person)
        for key in answer.get("removed", []):
            forget(folder, copy, key)
        as_of = as_of or answer["as_of"]  # the earliest: what changed meanwhile comes next time
    copy.as_of = as_of
    store(folder, copy)
    print(f"{len(copy.people)} people, {len(copy.etags)} pictures, as of {copy.as_of}")


# --- asking -----------------------------------------------------------------


def everybody(api: str) -> Iterator[Json]:
    """The whole list, page by page, with the time of the first as `as_of`."""
    url: str | None = f"{api}people/?page_size={PAGE_SIZE}"
    while url:
        page, sent_at = ask(url)
        yield page | {"as_of": (sent_at - MARGIN).isoformat()}
        url = page["next"]


def changes(api: str, since: str) -> Iterator[Json]:
    """Who changed or left since then, page by page."""
    url: str | None = f"{api}people/changes/?{urllib.parse.urlencode({'changed_since': since})}"
    while url:
        page, _ = ask(url)
        yield page
        url = page["next"]


def ask(url: str) -> tuple[Json, datetime]:
    """The API's answer and its time. Raises HTTPError for a refusal."""
    headers = {"Authorization": f"Bearer {os.environ['KEY']}", "Accept": "application/json"}
    asked = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
        return json.load(answer), parsedate_to_datetime(answer.headers["Date"])


# --- pictures ---------------------------------------------------------------


def picture_of(folder: Path, key: str) -> Path:
    """Where somebody's picture is kept."""
    return folder / "pictures" / f"{urllib.parse.quote(key, safe='')}.jpg"


def take_picture(folder: Path, copy: Copy, person: Json) -> None:
    """Fetch the picture unless the one here is still the same; drop it where there is none."""
    key, photo = person["key"], person["photo"]
    picture = picture_of(folder, key)
    if photo is None:
        forget_picture(folder, copy, key)
        return
    headers = {"Accept": "image/jpeg"}  # no token: the address itself is the secret
    if key in copy.etags and picture.exists():
        headers["If-None-Match"] = copy.etags[key]
    try:
        asked = urllib.request.Request(photo["src"], headers=headers)
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            write(picture, answer.read())
            copy.etags[key] = answer.headers["ETag"]
    except urllib.error.HTTPError as error:
        if error.code == HTTPStatus.NOT_FOUND:  # withdrawn a moment ago
            forget_picture(folder, copy, key)
        elif error.code != HTTPStatus.NOT_MODIFIED:
            raise


def forget_picture(folder: Path, copy: Copy, key: str) -> None:
    """No picture of them any more."""
    copy.etags.pop(key, None)
    picture_of(folder, key).unlink(missing_ok=True)


def forget(folder: Path, copy: Copy, key: str) -> None:
    """Nothing of them any more."""
    copy.people.pop(key, None)
    forget_picture(folder, copy, key)


# --- the folder -------------------------------------------------------------


def stored(folder: Path) -> Copy:
    """The copy as the last run left it, or an empty one."""
    file = folder / "people.json"
    return Copy(**json.loads(file.read_text("utf-8"))) if file.exists() else Copy()


def store(folder: Path, copy: Copy) -> None:
    """Write the list down, last of all: a run that was interrupted is simply done again."""
    text = json.dumps(vars(copy), ensure_ascii=False, indent=1)
    write(folder / "people.json", text.encode())


def write(file: Path, content: bytes) -> None:
    """The whole file or none of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f".{file.name}")
    unfinished.write_bytes(content)
    unfinished.replace(file)


if __name__ == "__main__":
    main()
