"""How the bucket must be set: nothing in it public, everything sealed, nothing kept too long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError
from django.conf import settings

from config.media import FOLDERS
from photos.bucket import BucketStorage, in_words

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

BLOCKS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
EVERYBODY = (
    "http://acs.amazonaws.com/groups/global/AllUsers",
    "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
)
NOT_SET = frozenset(
    {
        "NoSuchPublicAccessBlockConfiguration",
        "ServerSideEncryptionConfigurationNotFoundError",
        "NoSuchLifecycleConfiguration",
        "NoSuchBucketPolicy",
    }
)
# A server of one's own may not have all that Amazon's has.
UNKNOWN = frozenset({HTTPStatus.NOT_IMPLEMENTED, HTTPStatus.METHOD_NOT_ALLOWED})
DAYS_OF_PARTS = DAYS_OF_VERSIONS = 1  # what was erased is gone for good so soon


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server has set; whether it knows such a thing at all."""

    found: Any = None
    is_known: bool = True


def the_bucket() -> BucketStorage:
    """The bucket that the settings name, from its prefix on."""
    return BucketStorage(**settings.SAMEFRAME_BUCKET)


def ask(what: Callable[[], Any]) -> Answer:
    """What is set. Raises StorageAway, also where our key may not look."""
    with in_words():
        try:
            return Answer(what())
        except ClientError as error:
            if error.response["Error"].get("Code") in NOT_SET:
                return Answer()
            if error.response["ResponseMetadata"]["HTTPStatusCode"] in UNKNOWN:
                return Answer(is_known=False)
            raise


def lacks(bucket: BucketStorage) -> Iterator[str]:
    """What is not as it should be, a sentence each. Raises StorageAway, FileNotFoundError."""
    client, name = bucket.client, bucket.bucket_name
    with in_words(name):
        client.head_bucket(Bucket=name)
    if is_open(client, name):
        yield "Others than the bucket's owner may read it."
    if not is_sealed(client, name):
        yield "Objects are not encrypted by default."
    there = {rule["ID"]: rule for rule in rules_of(client, name)}
    for rule in wanted_rules(bucket):
        if not holds(there.get(rule["ID"], {}), rule):
            yield f"The lifecycle rule “{rule['ID']}” is missing."


def is_open(client: S3Client, name: str) -> bool:
    """Whether anybody else can be let in: no block of public access, or where the server knows
    none, a public policy or grant."""
    block = ask(lambda: client.get_public_access_block(Bucket=name))
    if block.is_known:
        kept = block.found["PublicAccessBlockConfiguration"] if block.found else {}
        return not all(kept.get(one) for one in BLOCKS)
    policy = ask(lambda: client.get_bucket_policy_status(Bucket=name)).found
    if policy and policy["PolicyStatus"]["IsPublic"]:
        return True
    grants = (ask(lambda: client.get_bucket_acl(Bucket=name)).found or {}).get("Grants", ())
    return any(grant["Grantee"].get("URI") in EVERYBODY for grant in grants)


def is_sealed(client: S3Client, name: str) -> bool:
    """Whether the server encrypts what it is given, by itself or as each request asks."""
    if settings.SAMEFRAME_BUCKET["object_parameters"].get("ServerSideEncryption"):
        return True
    answer = ask(lambda: client.get_bucket_encryption(Bucket=name))
    return bool(answer.found) or not answer.is_known


def rules_of(client: S3Client, name: str) -> list[Any]:
    """The lifecycle rules that are set."""
    answer = ask(lambda: client.get_bucket_lifecycle_configuration(Bucket=name))
    return [*answer.found.get("Rules", ())] if answer.found else []


def wanted_rules(bucket: BucketStorage) -> list[dict[str, Any]]:
    """The lifecycle rules of this site: they hold for its own keys alone."""
    start = f"{bucket.location}/" if bucket.location else ""
    days = settings.SAMEFRAME_KEEP_DAYS
    return [
        {
            **rule("no-leftovers", start),
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": DAYS_OF_PARTS},
            "NoncurrentVersionExpiration": {"NoncurrentDays": DAYS_OF_VERSIONS},
            "Expiration": {"ExpiredObjectDeleteMarker": True},
        },
        # A day more than the site itself needs, which removes them with their rows.
        {
            **rule("no-old-arrivals", f"{start}{FOLDERS['arrivals']}/"),
            "Expiration": {"Days": days["imports"] + 1},
        },
        {
            **rule("no-old-lists", f"{start}{FOLDERS['import_export']}/"),
            "Expiration": {"Days": days["lists"] + 1},
        },
    ]


def rule(name: str, start: str) -> dict[str, Any]:
    """A rule about the keys that begin so."""
    return {
        "ID": f"sameframe-{name}:{start}",
        "Status": "Enabled",
        "Filter": {"Prefix": start},
    }


def holds(there: Any, wanted: Any) -> bool:
    """Whether what is set has all that is wanted; a server adds defaults of its own."""
    if isinstance(wanted, dict):
        return isinstance(there, dict) and all(
            holds(there.get(key), value) for key, value in wanted.items()
        )
    return bool(there == wanted)
