#!/usr/bin/env python3
"""Makes the secrets of compose.yaml in deploy/secrets; keeps those that are there."""

import json
import secrets
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "secrets"
# The folder is closed to others; within a container the file must be readable to its account.
CLOSED, READABLE = 0o700, 0o644
BYTES = 36


def keep(name: str, content: str) -> str:
    """What the file holds, written now if it is not there yet."""
    file = FOLDER / name
    if not file.exists():
        file.write_text(content)
        file.chmod(READABLE)
    return file.read_text()


def main() -> None:
    """Every secret once."""
    FOLDER.mkdir(mode=CLOSED, exist_ok=True)
    keep("secret-key", secrets.token_urlsafe(48))
    password = keep("database-password", secrets.token_urlsafe(BYTES))
    keep("database-url", f"postgresql://sameframe:{password}@database:5432/sameframe")
    access = keep("s3-access-key", secrets.token_hex(10))
    secret = keep("s3-secret-key", secrets.token_urlsafe(BYTES))
    credentials = [{"accessKey": access, "secretKey": secret}]
    identity = {"name": "sameframe", "credentials": credentials, "actions": ["Admin"]}
    keep("s3.json", json.dumps({"identities": [identity]}, indent=2))
    keep("metrics-token", secrets.token_urlsafe(BYTES))


if __name__ == "__main__":
    main()
