"""A real S3 server for tests: moto's, in a process of its own."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.conf import settings as site_settings
from django.core.files.storage import Storage, storages
from pytest_django.fixtures import Settings

from config import media
from photos.models import Photo, Rendition
from tests.settings import FOLDER

BUCKET, REGION = "sameframe-tests", "eu-central-1"
KEY, SECRET = "a-key-for-tests", "a-secret-for-tests"
SECONDS_TO_START = 60
SAID = re.compile(r"http://127\.0\.0\.1:\d+(?=\n)")


class Server:
    """moto's server at an address; it holds everything in its own memory."""

    def __init__(self, port: int = 0) -> None:
        command = (sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port))
        self._log = Path(FOLDER) / f"objects-{os.urandom(6).hex()}.log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "ignore"},
            )
        self.endpoint = self._address()
        self.port = int(self.endpoint.rpartition(":")[2])

    def _address(self) -> str:
        """What the server says of itself."""
        deadline = time.monotonic() + SECONDS_TO_START
        while not (said := SAID.search(self._log.read_text())):
            assert self._process.poll() is None, self._log.read_text()
            assert time.monotonic() < deadline, self._log.read_text()
            time.sleep(0.05)
        return said[0]

    def pause(self) -> None:
        """Let it fall silent: connections are taken, and nobody answers."""
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it answer again."""
        self._process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """End it; what it held is gone."""
        self._process.terminate()
        self._process.wait(SECONDS_TO_START)


def environment(endpoint: str, bucket: str = BUCKET) -> dict[str, str]:
    """What an installation is told of the bucket."""
    return {
        "SAMEFRAME_S3_BUCKET": bucket,
        "SAMEFRAME_S3_ENDPOINT": endpoint,
        "SAMEFRAME_S3_REGION": REGION,
        "SAMEFRAME_S3_ACCESS_KEY": KEY,
        "SAMEFRAME_S3_SECRET_KEY": SECRET,
        "SAMEFRAME_S3_PREFIX": "site-1",
    }


def client(endpoint: str) -> Any:
    """A client beside the site's, as an operator has one."""
    session = boto3.session.Session(KEY, SECRET, region_name=REGION)
    return session.client("s3", endpoint_url=endpoint)


def make_bucket(endpoint: str, name: str = BUCKET) -> None:
    """A bucket as a provider makes it, with nothing set."""
    where = {"LocationConstraint": REGION}
    client(endpoint).create_bucket(Bucket=name, CreateBucketConfiguration=where)


@pytest.fixture(scope="session")
def object_server() -> Iterator[Server]:
    """The server, started once for all tests that ask for it."""
    server = Server()
    yield server
    server.stop()


def store_in(settings: Settings, monkeypatch: pytest.MonkeyPatch, **told: str) -> None:
    """The site's files where these variables say, for rows that are there already too."""
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    settings.SAMEFRAME_BUCKET = media.bucket_options()
    settings.SAMEFRAME_FILES_FROM = media.files_from(settings.SAMEFRAME_BUCKET)
    settings.STORAGES = media.storages(
        settings.DATA_DIR, settings.SAMEFRAME_BUCKET, settings.SAMEFRAME_FILES_FROM
    )
    private: Storage = storages["private"]
    fields = [Photo._meta.get_field(name) for name in ("master", "preview", "thumbnail")]
    for field in (*fields, Rendition._meta.get_field("file")):
        monkeypatch.setattr(field, "storage", private)


@pytest.fixture
def bucket(object_server: Server, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A bucket of this test alone that holds the site's files; its client."""
    name = f"{BUCKET}-{os.urandom(6).hex()}"
    make_bucket(object_server.endpoint, name)
    store_in(settings, monkeypatch, **environment(object_server.endpoint, name))
    return client(object_server.endpoint)


def keys_in(endpoint: str, name: str) -> list[str]:
    """The keys of all objects in a bucket."""
    pages = client(endpoint).get_paginator("list_objects_v2").paginate(Bucket=name)
    return [one["Key"] for page in pages for one in page.get("Contents", ())]


def keys(bucket: Any) -> list[str]:
    """The keys of all objects in the test's bucket."""
    return keys_in(bucket.meta.endpoint_url, site_settings.SAMEFRAME_BUCKET["bucket_name"])
