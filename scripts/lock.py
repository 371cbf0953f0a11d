"""Writes requirements/*.txt anew: every package by version and hash, no address anywhere.

What is locked stays at its version where pyproject.toml allows it; --upgrade takes newer ones.
The index is uv's own or what UV_DEFAULT_INDEX says, so that no machine's pip settings decide.
"""

import os
import subprocess
import sys

from scripts.setup import OLDEST_PYTHON, ROOT, UV

LISTS = {
    "dev": ("pyproject.toml", "--group", "dev"),
    # Held to dev's versions, so that tests see what runs.
    "run": ("pyproject.toml", "--constraint", "requirements/dev.txt"),
    "uv": ("requirements/uv.in",),
}


def main() -> int:
    """One list after the other; the first that can't be resolved ends it."""
    environment = {"UV_SYSTEM_CERTS": "1", **os.environ}
    oldest = ".".join(map(str, OLDEST_PYTHON))
    for name, sources in LISTS.items():
        command = (
            *(str(UV), "pip", "compile", "--quiet", "--universal", "--python-version", oldest),
            *("--generate-hashes", "--no-header", "--no-annotate", *sys.argv[1:]),
            *("--output-file", f"requirements/{name}.txt", *sources),
        )
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
            return 1
        print(f"requirements/{name}.txt is written.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
