"""Set the bucket as it must be."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError

from config.bucket_rules import BLOCKS, ask, lacks, rules_of, the_bucket, wanted_rules
from photos.bucket import BucketStorage
from photos.storage import StorageAway, named

PROBE = b"written, read and removed by prepare_bucket"
TOLD = "The server does not know {what}: see to it in its own way."


class Command(BaseCommand):
    help = (
        "Make the bucket of SAMEFRAME_S3_BUCKET if it is not there, close it to the public, have "
        "its objects encrypted and nothing kept too long, and try it out. It may run at any time "
        "and as often as you like; rules of others in the bucket stay. It needs a key that may "
        "change the bucket: give it one for this command alone."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SAMEFRAME_BUCKET:
            raise CommandError("SAMEFRAME_S3_BUCKET names no bucket.")
        bucket = the_bucket()
        try:
            self.prepare(bucket)
            left = list(lacks(bucket))
        except (StorageAway, FileNotFoundError) as problem:
            raise CommandError(f"The bucket does not answer as it should: {problem}") from problem
        if left:
            raise CommandError("\n".join(left))
        self.stdout.write(f"The bucket {bucket.bucket_name} is as it should be.")

    def prepare(self, bucket: BucketStorage) -> None:
        """Set all that can be set. Raises StorageAway."""
        client, name = bucket.client, bucket.bucket_name
        if not bucket.answers():
            ask(lambda: client.create_bucket(Bucket=name, **place_of(bucket)))
            self.stdout.write(f"Made the bucket {name}.")
        block: Any = dict.fromkeys(BLOCKS, True)
        self.set(
            "a block of public access",
            lambda: client.put_public_access_block(
                Bucket=name, PublicAccessBlockConfiguration=block
            ),
        )
        self.set(
            "encryption by default",
            lambda: client.put_bucket_encryption(
                Bucket=name, ServerSideEncryptionConfiguration={"Rules": [sealing()]}
            ),
        )
        own = wanted_rules(bucket)
        ours = {one["ID"] for one in own}
        others = [one for one in rules_of(client, name) if one["ID"] not in ours]
        rules: Any = {"Rules": [*others, *own]}
        self.set(
            "lifecycle rules",
            lambda: client.put_bucket_lifecycle_configuration(
                Bucket=name, LifecycleConfiguration=rules
            ),
        )
        try_out(bucket)

    def set(self, what: str, how: Callable[[], Any]) -> None:
        """Set one thing, or say that the server has no such thing."""
        if not ask(how).is_known:
            self.stdout.write(TOLD.format(what=what))


def place_of(bucket: BucketStorage) -> Any:
    """The region as it is asked for; Amazon's first one must not be named."""
    if bucket.region_name in {None, "", "us-east-1"}:
        return {}
    return {"CreateBucketConfiguration": {"LocationConstraint": bucket.region_name}}


def sealing() -> Any:
    """How objects are encrypted: as the settings say, else with the server's own key."""
    wanted = settings.SAMEFRAME_BUCKET["object_parameters"]
    method = {
        "SSEAlgorithm": wanted.get("ServerSideEncryption", "AES256"),
        "KMSMasterKeyID": wanted.get("SSEKMSKeyId"),
    }
    return {
        "ApplyServerSideEncryptionByDefault": {
            key: value for key, value in method.items() if value
        }
    }


def try_out(bucket: BucketStorage) -> None:
    """Write, read and remove a file. Raises StorageAway."""
    name = bucket.save(named("tried", PROBE, "txt"), ContentFile(PROBE))
    with bucket.open(name) as file:
        if file.read() != PROBE:
            raise StorageAway("what is read is another than was written")
    bucket.delete(name)
