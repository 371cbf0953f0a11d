"""The audit of packages: a fault fails, an expired exception too, silence is no clean bill."""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from scripts.audit import IGNORED, NOT_ASKED
from scripts.run import ROOT

LOCKED = f"example-package==1.0 \\\n    --hash=sha256:{'0' * 64}\n"
FAULT = {
    "id": "GHSA-aaaa-bbbb-cccc",
    "summary": "It leaks.",
    "affected": [
        {
            "package": {"name": "example-package", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}],
            "versions": ["1.0"],
        }
    ],
}


class Osv(BaseHTTPRequestHandler):
    """The database's one question, answered with one fault."""

    def do_GET(self) -> None:
        self.send_error(405)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        content = json.dumps({"vulns": [FAULT]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def osv() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Osv) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()


def audit(folder: Path, url: str) -> subprocess.CompletedProcess[str]:
    (folder / "run.txt").write_text(LOCKED)
    command = (sys.executable, "-m", "scripts.audit", "--folder", str(folder), "--osv-url", url)
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def ignore(folder: Path, until: str) -> None:
    (folder / IGNORED).write_text(
        f'[[ignored]]\nid = "{FAULT["id"]}"\nreason = "Not reached."\nuntil = {until}\n'
    )


def test_a_known_fault_fails_until_it_is_passed_over_for_a_while(tmp_path: Path, osv: str) -> None:
    told = audit(tmp_path, osv)
    assert told.returncode == 1
    assert "GHSA-aaaa-bbbb-cccc" in told.stdout

    ignore(tmp_path, "2099-01-01")
    assert audit(tmp_path, osv).returncode == 0

    ignore(tmp_path, "2001-01-01")
    told = audit(tmp_path, osv)
    assert told.returncode == 1
    assert "look at it again. (Not reached.)" in told.stdout


def test_nobody_to_ask_is_no_clean_bill(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        told = audit(tmp_path, f"http://127.0.0.1:{closed.getsockname()[1]}/v1/query")
    assert told.returncode == NOT_ASKED
    assert "NOT AUDITED" in told.stdout
