"""Faults in full length: processes killed, disks filled, a database stopped; some minutes."""

import subprocess
import sys

from scripts.test import PYTHON, ROOT, install_missing_packages


def main() -> int:
    """0 if everything held."""
    problem = install_missing_packages()
    if problem:
        print(problem, file=sys.stderr)
        return 1
    pytest = (PYTHON, "-m", "pytest", "-p", "no:cacheprovider", "--faults", "-rP")
    return subprocess.run((*pytest, "tests/faults"), cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
