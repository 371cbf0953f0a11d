"""Where stored files live, by the environment: folders of this machine, or an S3 bucket."""

import os
from pathlib import Path
from typing import Any

from config.environment import env_secret

LOCAL, BUCKET = "local", "s3"
# Each alias with the name of its folder, which is also what its objects' keys begin with.
FOLDERS = {
    # Masters and their previews: no URL, reached through photos.media alone.
    "private": "photos",
    # Lists that somebody is importing in the admin; import-export looks for this name.
    "import_export": "imports",
    # Photos that somebody is bringing in, until the import is over (desk.photo_import).
    "arrivals": "arrivals",
}
ENCRYPTIONS = ("", "AES256", "aws:kms")
ADDRESSINGS = ("", "path", "virtual")
S3 = "SAMEFRAME_S3_"


def files_from(bucket: dict[str, Any]) -> str:
    """SAMEFRAME_FILES_FROM: the place whose files move to the other, or nothing.

    Raises ValueError where there are no two places.
    """
    came_from = one_of("SAMEFRAME_FILES_FROM", ("", LOCAL, BUCKET))
    if came_from and not bucket:
        raise ValueError("SAMEFRAME_FILES_FROM: only with SAMEFRAME_S3_BUCKET")
    return came_from


def storages(data_dir: Path, bucket: dict[str, Any], came_from: str) -> dict[str, dict[str, Any]]:
    """Django's STORAGES: in a bucket of these options, if there is one, else below `data_dir`.

    While files move, `came_from` names the place they come from, which is then read too and no
    longer written.
    """
    found: dict[str, dict[str, Any]] = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
    }
    if bucket:  # several machines: none has them all in its own file
        found["erased_keys"] = in_bucket(bucket, "erased-keys")
    # Mails that no server takes: of this machine, whatever lies in a bucket.
    found["mail"] = in_folder(data_dir / "mail")
    for alias, name in FOLDERS.items():
        folder = in_folder(data_dir / name)
        if not bucket:
            found[alias] = folder
            continue
        places = {LOCAL: folder, BUCKET: in_bucket(bucket, name)}
        new = LOCAL if came_from == BUCKET else BUCKET
        found[alias] = places[new]
        if came_from:
            found[alias] = {
                "BACKEND": "photos.both_places.BothPlaces",
                "OPTIONS": {"new": places[new], "old": places[came_from]},
            }
    return found


def in_folder(location: Path) -> dict[str, Any]:
    """A folder that nobody but this account may read."""
    return {
        "BACKEND": "photos.storage.DurableStorage",
        "OPTIONS": {
            "location": location,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
            "allow_overwrite": True,  # names are random, or the same bytes come again
        },
    }


def in_bucket(bucket: dict[str, Any], name: str) -> dict[str, Any]:
    """The objects of the bucket whose keys begin with the prefix and that name."""
    location = f"{bucket['location']}/{name}".lstrip("/")
    return {
        "BACKEND": "photos.bucket.BucketStorage",
        "OPTIONS": {**bucket, "location": location},
    }


def bucket_options() -> dict[str, Any]:
    """What photos.bucket.BucketStorage is made with; empty where no bucket is named."""
    name = os.environ.get(f"{S3}BUCKET", "").strip()
    if not name:
        return {}
    access, secret = env_secret(f"{S3}ACCESS_KEY"), env_secret(f"{S3}SECRET_KEY")
    if bool(access) != bool(secret):
        raise ValueError(f"{S3}ACCESS_KEY and {S3}SECRET_KEY: both, or neither for a role's")
    endpoint = os.environ.get(f"{S3}ENDPOINT", "").strip().rstrip("/")
    encryption, key = one_of(f"{S3}ENCRYPTION", ENCRYPTIONS), os.environ.get(f"{S3}KMS_KEY", "")
    if key and encryption != "aws:kms":
        raise ValueError(f"{S3}KMS_KEY: only with {S3}ENCRYPTION=aws:kms")
    sealed = {"ServerSideEncryption": encryption, "SSEKMSKeyId": key}
    return {
        "bucket_name": name,
        "endpoint_url": endpoint or None,
        "region_name": os.environ.get(f"{S3}REGION", "").strip() or None,
        "access_key": access or None,
        "secret_key": secret or None,
        "location": os.environ.get(f"{S3}PREFIX", "").strip().strip("/"),
        # A server of one's own has rarely a host name for each bucket.
        "addressing_style": one_of(f"{S3}ADDRESSING", ADDRESSINGS)
        or ("path" if endpoint else "auto"),
        "object_parameters": {header: value for header, value in sealed.items() if value},
    }


def one_of(name: str, known: tuple[str, ...]) -> str:
    """A variable that is one of a few words. Raises ValueError."""
    value = os.environ.get(name, "").strip()
    if value not in known:
        raise ValueError(f"{name}={value!r}: write one of {', '.join(filter(None, known))}")
    return value
