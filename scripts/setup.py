"""Makes .venv with the locked packages. Needs only Python 3.9 with pip; the rest it brings.

What callers set for pip or uv (an index of their own, certificates) is used for both.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import pwd
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
VENV_PYTHON = ROOT / ".venv" / "bin" / "python"
UV_FOLDER = ROOT / ".local" / "uv"
UV = UV_FOLDER / "bin" / "uv"

OLDEST_PYTHON = (3, 12)
# The order of preference; the first is also the one to download where none is found.
PYTHON_VERSIONS = ("3.13", "3.12", "3.14", "3.15", "3.16", "3.17", "3.18", "3.19")
# A shim of a version manager may be found and still not run, or lack what Django needs.
PROBE = "import ctypes, sqlite3, ssl, sys; print(*sys.version_info[:2], sys.executable)"

UV_NAMES_OF_PIP_OPTIONS = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
}
INDEX_CHOICES = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX", "UV_EXTRA_INDEX_URL")


class SetupFailed(Exception):
    """What is missing, in words for the person who typed the command."""


def output_of(*command: str | Path) -> str:
    """What a command prints, or nothing if it can't be run or fails."""
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ran.stdout.strip() if ran.returncode == 0 else ""


def run(*command: str | Path, env: dict[str, str], sorry: str) -> None:
    """Run a command that must succeed."""
    try:
        subprocess.run(command, env=env, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupFailed(sorry) from error


# --- uv ---------------------------------------------------------------------


def pip_options(listed: str) -> dict[str, str]:
    """What `pip config list` tells: pip's files, then PIP_ variables, the latter winning."""
    options = {}
    for line in listed.splitlines():
        match = re.fullmatch(r"(?:global|install|:env:)\.([a-z-]+)='(.*)'", line)
        if match:
            options[match[1]] = " ".join(match[2].replace("\\n", " ").split())
    return options


def in_uv_words(options: dict[str, str], environment: dict[str, str]) -> dict[str, str]:
    """`environment` with pip's settings in uv's names, where uv was told nothing itself."""
    has_own_index = any(name in environment for name in INDEX_CHOICES)
    told = {
        UV_NAMES_OF_PIP_OPTIONS[option]: value
        for option, value in options.items()
        if option in UV_NAMES_OF_PIP_OPTIONS
    }
    if has_own_index:
        told = {name: value for name, value in told.items() if name not in INDEX_CHOICES}
    return {**told, **environment}


def uv_environment() -> dict[str, str]:
    """The environment for uv: the caller's, and what pip was told."""
    listed = output_of("python3", "-m", "pip", "config", "list")
    env = in_uv_words(pip_options(listed), dict(os.environ))
    env.pop("VIRTUAL_ENV", None)
    env.setdefault("UV_SYSTEM_CERTS", "1")
    # pip looks at all indexes for a file; the hashes say which file may be taken.
    env.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    env.setdefault("UV_PYTHON_INSTALL_DIR", str(ROOT / ".local" / "python"))
    return env


def pip_command() -> list[str | Path]:
    """pip in a small environment of its own, or into a folder where Python can't make one."""
    made = [sys.executable, "-m", "venv", "--clear", str(UV_FOLDER)]
    if subprocess.run(made, capture_output=True, check=False).returncode == 0:
        return [UV_FOLDER / "bin" / "python", "-m", "pip", "install"]
    shutil.rmtree(UV_FOLDER, ignore_errors=True)
    if output_of(sys.executable, "-m", "pip", "--version"):
        return [sys.executable, "-m", "pip", "install", "--target", UV_FOLDER]
    if shutil.which("pip"):
        return ["pip", "install", "--target", UV_FOLDER]
    raise SetupFailed("pip is missing. On Debian: apt-get install python3-pip")


def install_uv() -> None:
    """The locked uv in .local/uv, unless it is there."""
    locked = REQUIREMENTS / "uv.txt"
    version = locked.read_text().split("==")[1].split()[0]
    if output_of(UV, "--version").startswith(f"uv {version}"):
        return
    UV_FOLDER.parent.mkdir(exist_ok=True)
    print("Fetching uv, which installs the rest ...", flush=True)
    run(
        *pip_command(),
        *("--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"),
        *("--requirement", locked),
        env={**os.environ, "PIP_USER": "0", "PIP_ROOT_USER_ACTION": "ignore"},
        sorry="pip could not install uv; its message stands above.",
    )


# --- Python -----------------------------------------------------------------


def usable_python(candidate: str | Path) -> str | None:
    """The real path of an interpreter that is new enough and runs."""
    answer = output_of(candidate, "-c", PROBE).split(maxsplit=2)
    if len(answer) == 3 and (int(answer[0]), int(answer[1])) >= OLDEST_PYTHON:
        return answer[2]
    return None


def pyenv_roots() -> list[Path]:
    """Where pyenv may keep its interpreters; HOME need not be the account's own folder."""
    named = os.environ.get("PYENV_ROOT")
    homes = {Path.home(), Path(pwd.getpwuid(os.getuid()).pw_dir)}
    return ([Path(named)] if named else []) + [home / ".pyenv" for home in homes]


def find_python() -> str | None:
    """An installed interpreter: on the PATH, else one that pyenv keeps."""
    candidates = [f"python{version}" for version in PYTHON_VERSIONS] + [sys.executable]
    for version in PYTHON_VERSIONS:
        for root in pyenv_roots():
            found = (root / "versions").glob(f"{version}.*/bin/python")
            candidates += sorted(map(str, found), reverse=True)
    return next((real for candidate in candidates if (real := usable_python(candidate))), None)


def make_venv() -> None:
    """.venv with the interpreter that was found, or with one that uv downloads."""
    if usable_python(VENV_PYTHON):
        return
    python = find_python()
    print(f"Making .venv with {python or 'a Python that uv downloads'} ...", flush=True)
    run(
        *(UV, "venv", "--quiet", "--clear", "--no-project"),
        *("--python", python or PYTHON_VERSIONS[0], ROOT / ".venv"),
        env=uv_environment(),
        sorry="Sameframe needs Python 3.12 or newer; none was found here or could be fetched.",
    )


# --- packages ---------------------------------------------------------------


def stamp_of(name: str) -> Path:
    """The file in .venv that remembers which locked list was installed."""
    return ROOT / ".venv" / f".installed-{name}"


def digest_of(name: str) -> str:
    """A fingerprint of a locked list."""
    return hashlib.sha256((REQUIREMENTS / f"{name}.txt").read_bytes()).hexdigest()


def is_installed(name: str) -> bool:
    """Whether .venv has exactly this locked list."""
    stamp = stamp_of(name)
    return stamp.exists() and stamp.read_text() == digest_of(name)


def install(name: str) -> None:
    """The packages of one locked list, nothing that isn't on it by version and hash."""
    if is_installed(name):
        return
    print(f"Installing requirements/{name}.txt ...", flush=True)
    locked = REQUIREMENTS / f"{name}.txt"
    run(
        *(UV, "pip", "install", "--quiet", "--python", VENV_PYTHON, "--require-hashes"),
        *("--build-constraint", locked, "--requirement", locked),
        env=uv_environment(),
        sorry=f"The packages of requirements/{name}.txt could not be installed; see above.",
    )
    stamp_of(name).write_text(digest_of(name))


def main() -> int:
    """Everything the chosen list needs; quick where it is there already."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="the tools for tests as well")
    lists = ["run", "dev"] if parser.parse_args().dev else ["run"]
    try:
        install_uv()
        make_venv()
        for name in lists:
            install(name)
    except SetupFailed as error:
        print(f"make: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
