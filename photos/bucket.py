"""Private files as objects of an S3 bucket: whole, summed, without an address of their own."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from io import TextIOWrapper
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any, NoReturn

import boto3.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from storages.backends.s3 import S3Storage
from storages.utils import ReadBytesWrapper, clean_name
from urllib3.exceptions import HTTPError

from photos.storage import StorageAway, disk_full

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client
    from mypy_boto3_s3.service_resource import S3ServiceResource

IN_MEMORY = 25_000_000  # bytes: every photo; what is larger is read from a temporary file
CHUNK = 1 << 20  # bytes
# A server that does not answer must not hold the web's threads: given up after seven seconds
# where it takes no connection, after twenty where it falls silent.
CONNECT_SECONDS, READ_SECONDS, ATTEMPTS, CONNECTIONS = 3, 10, 2, 32
FULL = frozenset({"XMinioStorageFull", "QuotaExceeded", "InsufficientCapacity"})
NO_BUCKET = "NoSuchBucket"


class BucketStorage(S3Storage):
    """The objects of a bucket whose keys begin with `location`.

    What is asked raises FileNotFoundError for an object that is not there, StorageAway where
    the bucket does not answer as it should, and OSError (no space) where it is full.
    """

    client_config: Config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        max_pool_connections=CONNECTIONS,
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
        # We give a SHA-256 ourselves; servers other than Amazon's know no other sum by default.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )

    def get_default_settings(self) -> dict[str, Any]:
        """The library's, without those that would come from other settings of this site."""
        return {
            **super().get_default_settings(),
            "file_overwrite": True,
            "default_acl": None,  # the bucket's owner alone
            "client_config": self.client_config,
        }

    @property
    def connection(self) -> S3ServiceResource:
        """One for all threads: what is asked of it goes through a client, which they may share."""
        return resource(
            self.endpoint_url,
            self.region_name,
            self.access_key,
            self.secret_key,
            self.addressing_style,
        )

    @property
    def client(self) -> S3Client:
        """What sends the requests."""
        return self.connection.meta.client

    def url(self, name: str | None, *_: Any, **__: Any) -> NoReturn:
        """There is none: pictures go out through this site, which asks who wants them."""
        raise ValueError("A private file has no address.")

    def key_of(self, name: str) -> str:
        """The key of a file's object."""
        return str(self._normalize_name(clean_name(name)))

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        if mode not in {"r", "rb"}:
            raise ValueError("Stored files are written whole, by `save`.")
        with ExitStack() as undo, in_words(name):
            found = self.client.get_object(Bucket=self.bucket_name, Key=self.key_of(name))
            content = undo.enter_context(
                SpooledTemporaryFile(IN_MEMORY, dir=str(settings.FILE_UPLOAD_TEMP_DIR))
            )
            for chunk in found["Body"].iter_chunks(CHUNK):
                content.write(chunk)
            content.seek(0)
            undo.pop_all()  # the caller closes it
        return File(content if "b" in mode else TextIOWrapper(content, encoding="utf-8"), name)

    def _save(self, name: str, content: Any) -> str:
        """Put the object; it is there once the answer holds the sum of what was sent."""
        key = self.key_of(name)
        body = ReadBytesWrapper(content)
        body.seek(0)
        summed = sha256()
        while chunk := body.read(CHUNK):
            summed.update(chunk)
        body.seek(0)
        sent = b64encode(summed.digest()).decode("ascii")
        with in_words(name):
            answer = self.client.put_object(
                Bucket=self.bucket_name,
                Key=key,
                Body=body,
                ChecksumAlgorithm="SHA256",
                ChecksumSHA256=sent,
                **self._get_write_parameters(key, content),
            )
        if answer.get("ChecksumSHA256") != sent and self._sum_of(name) != summed.digest():
            raise StorageAway("an object is another than was sent")
        return str(clean_name(name))

    def _sum_of(self, name: str) -> bytes:
        """The sum of what is stored, for servers that do not tell it."""
        summed = sha256()
        with self._open(name) as stored:
            while chunk := stored.read(CHUNK):
                summed.update(chunk)
        return summed.digest()

    def delete(self, name: str) -> None:
        """Remove the object; in a bucket that keeps versions, all of them."""
        key = self.key_of(name)
        with in_words(name):
            answer = self.client.delete_object(Bucket=self.bucket_name, Key=key)
            if "VersionId" in answer:
                for version in self._versions(key):
                    if version["Key"] == key:
                        self.client.delete_object(
                            Bucket=self.bucket_name, Key=key, VersionId=version["VersionId"]
                        )

    def _versions(self, prefix: str) -> Iterator[Any]:
        pages = self.client.get_paginator("list_object_versions")
        for page in pages.paginate(Bucket=self.bucket_name, Prefix=prefix):
            yield from page.get("Versions", ())
            yield from page.get("DeleteMarkers", ())

    def outlived(self) -> Iterator[str]:
        """The names of files that were removed or written over and live on as old versions."""
        start = f"{self.location}/"
        with in_words():
            old = {
                version["Key"].removeprefix(start)
                for version in self._versions(start)
                if not version["IsLatest"] or "Size" not in version
            }
        yield from sorted(old)

    def names_below(self, folder: str = "") -> Iterator[str]:
        """The names of all files in a folder and those in it: a thousand a request."""
        start = f"{self.location}/"
        pages = self.client.get_paginator("list_objects_v2")
        prefix = f"{start}{folder}/" if folder else start
        with in_words(folder):
            for page in pages.paginate(Bucket=self.bucket_name, Prefix=prefix):
                yield from (found["Key"].removeprefix(start) for found in page.get("Contents", ()))

    def exists(self, name: str) -> bool:
        """Whether the object is there."""
        with in_words(name):
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        """Its bytes."""
        with in_words(name):
            return int(super().size(name))

    def listdir(self, path: str) -> Any:
        """What keys go on with up to the next slash: folders and files."""
        with in_words(path):
            return super().listdir(path)

    def get_modified_time(self, name: str) -> Any:
        """When it was put."""
        with in_words(name):
            return super().get_modified_time(name)

    def answers(self) -> bool:
        """Whether the bucket is there and opens to our key."""
        try:
            with in_words():
                self.client.head_bucket(Bucket=self.bucket_name)
        except (StorageAway, FileNotFoundError):
            return False
        return True


@cache
def resource(
    endpoint: str | None,
    region: str | None,
    access_key: str | None,
    secret_key: str | None,
    addressing_style: str,
) -> S3ServiceResource:
    """The connection to a server, made once in a process; without a key the machine's role."""
    session = boto3.session.Session(access_key, secret_key, region_name=region)
    buckets = Config(s3={"addressing_style": addressing_style})  # type: ignore[arg-type]  # checked in config.media
    config = BucketStorage.client_config.merge(buckets)
    return session.resource("s3", endpoint_url=endpoint, config=config)


@contextmanager
def in_words(name: str = "") -> Iterator[None]:
    """Let the client's exceptions be those that BucketStorage promises."""
    try:
        yield
    except ClientError as error:
        code = error.response["Error"].get("Code", "")
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        if status == HTTPStatus.INSUFFICIENT_STORAGE or code in FULL:
            raise disk_full() from error
        if status == HTTPStatus.NOT_FOUND and code != NO_BUCKET:
            raise FileNotFoundError(name) from error
        raise StorageAway(code) from error
    except (BotoCoreError, HTTPError) as error:
        raise StorageAway(type(error).__name__) from error
