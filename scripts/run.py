"""One command from an empty folder to a scored team in the browser."""

import argparse
import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import django
from django.core.management import CommandError, call_command
from django.db import connections

from scripts import serve

ROOT = Path(__file__).resolve().parent.parent
ADMIN_NAME = "admin"  # the account that `manage.py prepare` makes
SOMETHING_STAYED_OUT = 3  # the exit code of `manage.py import_team` when the rest went in
HIGHEST_PORT = 65_535
DEMO_TEAM = ROOT / "demo" / "team"
# Of a real installation on the same machine; here the folder and the port say it all.
NOT_OURS = (
    *("DATABASE_URL", "DATABASE_URL_FILE", "SECRET_KEY", "SECRET_KEY_FILE"),
    *("DEBUG", "TRUST_PROXY", "ALLOWED_HOSTS"),
    *("SAMEFRAME_METRICS_TOKEN", "SAMEFRAME_METRICS_TOKEN_FILE"),
    *("SAMEFRAME_TRUSTED_PROXIES", "SAMEFRAME_OIDC_ISSUER", "SAMEFRAME_PASSWORD_LOGIN"),
)


class CannotRun(Exception):
    """What stands in the way, in words for the person who typed the command."""


@dataclass(frozen=True, slots=True)
class Team:
    """Whose photos are judged, and the folder that keeps them apart from everybody else's."""

    csv: Path | None
    photos: Path
    folder: Path
    is_demo: bool


def demo_team(folder: Path) -> Team:
    """The virtual people that come with Sameframe."""
    return Team(DEMO_TEAM / "team.csv", DEMO_TEAM, folder, is_demo=True)


def own_team(photos: str, csv: str, folder: Path) -> Team:
    """The caller's people. Raises CannotRun for a path that leads nowhere."""
    where = Path(photos).expanduser().resolve()
    if not (where.is_dir() or (where.is_file() and where.suffix.lower() == ".zip")):
        raise CannotRun(f"PHOTOS={photos}: there is no such folder or ZIP file.")
    listed = Path(csv).expanduser().resolve() if csv else None
    if listed and not listed.is_file():
        raise CannotRun(f"CSV={csv}: there is no such file.")
    return Team(listed, where, folder, is_demo=False)


def chosen_team(photos: str, csv: str, folder: str) -> Team:
    """The demo team, unless the caller names photos."""
    if csv and not photos:
        raise CannotRun("CSV says who; PHOTOS must say where the photos are: PHOTOS=folder")
    default = ROOT / ".local" / ("team" if photos else "demo")
    own_folder = Path(folder).expanduser().resolve() if folder else default
    return own_team(photos, csv, own_folder) if photos else demo_team(own_folder)


def port_number(text: str) -> int:
    """The port as a number. Raises CannotRun."""
    if not (text.isdecimal() and 0 < int(text) <= HIGHEST_PORT):
        raise CannotRun(f"PORT={text}: write a number from 1 to {HIGHEST_PORT}.")
    return int(text)


def set_up_django(team: Team, port: int) -> str:
    """Settings for this team on this machine alone; returns the address."""
    address = f"http://{serve.HOST}:{port}"
    for name in NOT_OURS:
        os.environ.pop(name, None)
    os.environ["SAMEFRAME_DATA_DIR"] = str(team.folder)
    os.environ["SAMEFRAME_SITE_URL"] = address
    os.environ["CSRF_TRUSTED_ORIGINS"] = f"{address},http://localhost:{port}"
    os.environ["SAMEFRAME_EXAMPLE_INTRANET"] = "1" if team.is_demo else "0"
    os.environ["SAMEFRAME_LOG"] = "text"  # a terminal's: what goes wrong, and nothing else
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    try:
        team.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotRun(f"{team.folder} can't be written: {error.strerror}.") from error
    django.setup()
    return address


def judge(team: Team) -> None:
    """Everybody loaded and judged; what was loaded and judged before stays as it is."""
    paths = [str(path) for path in (team.csv, team.photos) if path]
    approval = {"approve_passing": True, "reviewer": ADMIN_NAME} if team.is_demo else {}
    try:
        call_command("import_team", *paths, assess=True, jobs=os.cpu_count() or 1, **approval)
    except CommandError as error:
        if error.returncode != SOMETHING_STAYED_OUT:
            raise
        print(error, file=sys.stderr)  # the rest of the team is worth looking at


def run(team: Team, port: int, is_serving: bool) -> int:
    """The whole way, from the empty folder to the running site."""
    reserved = serve.reserve(port) if is_serving else None
    address = set_up_django(team, port)
    login = call_command("prepare", stdout=io.StringIO())
    call_command("check", stdout=io.StringIO())
    judge(team)
    call_command("show_team")
    print(f"\n{login}", flush=True)
    if reserved is None:
        return 0
    connections.close_all()
    if team.is_demo:
        print(f"The team as an intranet page shows it: {address}/intranet/")
    print(f"Sameframe is at {address}/ until you press Ctrl-C.", flush=True)
    return serve.run_together([serve.web_server(reserved), serve.worker()])


def main() -> int:
    """The command line, as the Makefile calls it; empty values stand for the defaults."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", default="", help="a folder or ZIP file of your own photos")
    parser.add_argument("--csv", default="", help="who is on them")
    parser.add_argument("--folder", default="", help="where everything is kept")
    parser.add_argument("--port", default="8000")
    parser.add_argument("--serve", default="1", help="0: stop after the table")
    options = parser.parse_args()
    try:
        team = chosen_team(options.photos, options.csv, options.folder)
        return run(team, port_number(options.port), options.serve != "0")
    except (CannotRun, CommandError, serve.PortTaken) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
