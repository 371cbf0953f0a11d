"""Asks the open vulnerability database about every locked package.

Ends with 0 where it knows of no fault, 1 where it does, and 77 where nobody could be asked: that
is no clean bill, and is told as what it is.
"""

import argparse
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
IGNORED = "audit-ignored.toml"
OSV = "https://api.osv.dev/v1/query"
SECONDS_TO_ANSWER = 10
NOT_ASKED = 77  # as build tools say "skipped"


@dataclass(frozen=True, slots=True)
class Ignored:
    """A fault that does not reach us, and until when that has been looked at."""

    id: str
    reason: str
    until: date


def ignored_in(folder: Path) -> list[Ignored]:
    """What the folder's list names. Raises TypeError for a line without reason or day."""
    file = folder / IGNORED
    listed = tomllib.loads(file.read_text()) if file.exists() else {}
    return [Ignored(**one) for one in listed.get("ignored", ())]


def answers(url: str) -> bool:
    """Whether somebody is there to ask."""
    try:
        with urlopen(url, timeout=SECONDS_TO_ANSWER):
            return True
    except HTTPError:
        return True  # it wants another method, so it is there
    except (OSError, HTTPException):
        return False


def command(folder: Path, ignored: list[Ignored], url: str) -> tuple[str, ...]:
    """pip-audit over every locked list, exactly as locked: nothing is resolved or installed."""
    files = sorted(folder.glob("*.txt"))
    return (
        *(sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip"),
        *("--vulnerability-service", "osv", "--osv-url", url, "--progress-spinner", "off"),
        *(argument for file in files for argument in ("--requirement", str(file))),
        *(argument for one in ignored for argument in ("--ignore-vuln", one.id)),
    )


def audit(folder: Path, url: str, today: date) -> int:
    """Ask about every package; the exit code."""
    ignored = ignored_in(folder)
    expired = [one for one in ignored if one.until < today]
    for one in expired:
        print(f"{one.id} was passed over until {one.until}: look at it again. ({one.reason})")
    if expired:
        return 1
    audited = command(folder, ignored, url)
    if answers(url):
        return min(subprocess.run(audited, cwd=ROOT, check=False).returncode, 1)
    print(f"NOT AUDITED: {url} does not answer. Whether packages have faults is not known.")
    # What can be told without it: whether every list can be read.
    dry = subprocess.run(
        (*audited, "--dry-run"), cwd=ROOT, capture_output=True, text=True, check=False
    )
    if dry.returncode:
        print(dry.stderr, file=sys.stderr, end="")
    return 1 if dry.returncode else NOT_ASKED


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=REQUIREMENTS, help="of the locked lists")
    parser.add_argument("--osv-url", default=OSV, help="a mirror of the database")
    options = parser.parse_args()
    return audit(options.folder, options.osv_url, datetime.now(UTC).date())


if __name__ == "__main__":
    sys.exit(main())
