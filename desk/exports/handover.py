"""Lists beside the pictures, in the very form that a target's own import reads."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import StringIO
from urllib.parse import quote

JPEG = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Sent:
    """A picture in the ZIP, and whose it is."""

    file: str
    employee_id: str
    email: str


@dataclass(frozen=True, slots=True)
class Handover:
    """A list that lies in the ZIP: its name, and how it is written."""

    file: str
    written: Callable[[Sequence[Sent]], str]


def graph_requests(sent: Sequence[Sent]) -> str:
    """JSON lines, one request of Microsoft Graph each: send the file as the body of a PUT to the
    path below https://graph.microsoft.com/v1.0. The address is taken for the account's name."""
    lines = (
        {
            "userPrincipalName": one.email,
            "file": one.file,
            "method": "PUT",
            "path": f"/users/{quote(one.email, safe='@')}/photo/$value",
            "contentType": JPEG,
        }
        for one in sent
    )
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def successfactors_rows(sent: Sequence[Sent]) -> str:
    """The CSV of SuccessFactors' job "Batch upload employee photos"; the employee id is taken for
    the user name."""
    text = StringIO()
    rows = csv.writer(text)
    rows.writerow(["Username", "Filename"])
    rows.writerows([one.employee_id, one.file] for one in sent)
    return text.getvalue()


HANDOVERS = {
    "graph": Handover("graph.jsonl", graph_requests),
    "successfactors": Handover("photos.csv", successfactors_rows),
}
