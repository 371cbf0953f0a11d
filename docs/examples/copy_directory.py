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
from http import HTTPStatus
from pathlib import Path
from typing import Any

PAGE_SIZE = 200  # the most that a page holds
PATIENCE = 30  # seconds to wait for an answer
BEFORE_ALL = "1970-01-01T00:00:00Z"  # since then, everybody is new

Json = dict[str, Any]


@dataclass
class Copy:
    """What the folder holds, and up to when it is known to be right."""

    as_of: str = BEFORE_ALL
    people: dict[str, Json] = field(default_factory=dict)  # by key
    etags: dict[str, str] = field(default_factory=dict)  # of the pictures, by key


def main() -> None:
    """Bring the folder up to date."""
    folder = Path(sys.argv[1])
    copy = stored(folder)
    for page in changes(copy.as_of):
        for key in page["removed"]:
            forget(folder, copy, key)
        for person in page["results"]:
            copy.people[person["key"]] = person
            take_picture(folder, copy, person)
        copy.as_of = page["as_of"] or copy.as_of  # the last page has it
    store(folder, copy)
    print(f"{len(copy.people)} people, {len(copy.etags)} pictures, as of {copy.as_of}")


def changes(since: str) -> Iterator[Json]:
    """Who is new, changed or gone since then, page by page. Raises HTTPError for a refusal."""
    query = urllib.parse.urlencode({"changed_since": since, "page_size": PAGE_SIZE})
    url: str | None = f"{os.environ['SAMEFRAME'].rstrip('/')}/api/v1/people/?{query}"
    headers = {"Authorization": f"Bearer {os.environ['KEY']}", "Accept": "application/json"}
    while url:
        asked = urllib.request.Request(url, headers=headers)
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            page: Json = json.load(answer)
        yield page
        url = page["next"]


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
    headers = {}  # no token: the address itself is the secret
    if key in copy.etags and picture.exists():
        headers["If-None-Match"] = copy.etags[key]
    try:
        asked = urllib.request.Request(f"{photo['src']}.jpg", headers=headers)
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
