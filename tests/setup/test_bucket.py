"""A bucket as a provider makes it is told of, and set by one command."""

import io
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from config import media
from config.bucket_checks import bucket_is_as_it_should_be, nginx_has_the_files
from tests.objects import BUCKET, Server, environment, keys, store_in

OTHERS = {
    "ID": "others",
    "Status": "Enabled",
    "Filter": {"Prefix": "x/"},
    "Expiration": {"Days": 9},
}


def told() -> list[str]:
    return [message.msg for message in bucket_is_as_it_should_be()]


def prepare() -> str:
    out = io.StringIO()
    call_command("prepare_bucket", stdout=out)
    return out.getvalue()


def test_a_bucket_is_set_by_one_command_that_may_run_again(bucket: Any) -> None:
    name = storages["private"].bucket_name  # type: ignore[attr-defined]
    bucket.put_bucket_lifecycle_configuration(
        Bucket=name, LifecycleConfiguration={"Rules": [OTHERS]}
    )
    assert len(told()) == 5
    assert "Others than the bucket's owner may read it." in told()[0]
    for _ in range(2):
        assert "is as it should be" in prepare()
        assert told() == []
    rules = bucket.get_bucket_lifecycle_configuration(Bucket=name)["Rules"]
    assert [rule["ID"].split(":")[0] for rule in rules] == [
        "others",
        "sameframe-no-leftovers",
        "sameframe-no-old-arrivals",
        "sameframe-no-old-lists",
    ]
    assert keys(bucket) == []  # the file it tried the bucket with is gone
    bucket.delete_public_access_block(Bucket=name)
    assert len(told()) == 1


def test_a_bucket_that_is_not_there_is_made(
    object_server: Server, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_in(settings, monkeypatch, **environment(object_server.endpoint, f"{BUCKET}-new"))
    assert "does not answer" in told()[0]
    assert "Made the bucket" in prepare()
    assert told() == []


def test_settings_that_cannot_be_are_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CommandError, match="names no bucket"):
        prepare()
    monkeypatch.setenv("SAMEFRAME_FILES_FROM", "local")
    with pytest.raises(ValueError, match="only with SAMEFRAME_S3_BUCKET"):
        media.files_from({})
    for name, value in environment("http://objects.example.com").items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SAMEFRAME_S3_ENCRYPTION", "rot13")
    with pytest.raises(ValueError, match="write one of AES256, aws:kms"):
        media.bucket_options()
    monkeypatch.setenv("SAMEFRAME_S3_ENCRYPTION", "aws:kms")
    monkeypatch.setenv("SAMEFRAME_S3_SECRET_KEY", "")
    with pytest.raises(ValueError, match="both, or neither"):
        media.bucket_options()
    monkeypatch.setenv("SAMEFRAME_S3_ACCESS_KEY", "")
    settings.SAMEFRAME_BUCKET = media.bucket_options()
    assert settings.SAMEFRAME_BUCKET["object_parameters"] == {"ServerSideEncryption": "aws:kms"}
    settings.SAMEFRAME_ACCEL_REDIRECT = "/private"
    assert [error.id for error in nginx_has_the_files()] == ["sameframe.E020"]
