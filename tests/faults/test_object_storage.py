"""A bucket that falls silent while photos come in and are measured."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.installation import Installation
from tests.objects import BUCKET, Server, environment, keys_in, make_bucket

SENT_MEANWHILE = 4
VERIFY = """
from django.core.management import call_command
call_command("verify_files")
"""


def test_a_silent_bucket_is_a_503_and_costs_no_photo(
    place: Installation, sixty: list[str], object_server: Server
) -> None:
    name = f"{BUCKET}-silent-{place.environment['DATABASE_URL'][:4] or 'sqlite'}"
    make_bucket(object_server.endpoint, name)
    place.environment |= environment(object_server.endpoint, name)
    pictures = [Path(path).read_bytes() for path in sixty[:20]]
    sent = [(f"w{number}", picture) for number, picture in enumerate(pictures)]
    worker = place.worker()
    try:
        with place.serving(people=len(pictures)), ThreadPoolExecutor(SENT_MEANWHILE) as people:
            assert {place.upload(*one).status for one in sent[:10]} == {201}
            object_server.pause()
            try:
                refused = list(people.map(lambda one: place.upload(*one), sent[-SENT_MEANWHILE:]))
                assert {answer.status for answer in refused} == {503}
                assert place.ask("/readyz").json["checks"]["files"] is False
                assert place.ask("/api/v1/people/").status == 200
            finally:
                object_server.go_on()
            place.wait_until(lambda: place.ask("/readyz").status == 200)
            assert {place.upload(*one).status for one in sent[10:]} == {201}
        place.wait_for("done", len(pictures))
    finally:
        worker.terminate()
        worker.wait()
    count = len(pictures)
    assert place.counts() == {"done": count, "judgements": count, "in_review": count}
    assert f"{3 * count} files, 0 missing, 0 damaged" in place.run(VERIFY)
    # What was refused left at most files that no row names; clean_up finds them.
    assert len(keys_in(object_server.endpoint, name)) >= 3 * count
