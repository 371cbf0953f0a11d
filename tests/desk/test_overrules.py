"""Overrules: what people's decisions say about the rules, and decisions as labels."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from desk.overrules.counts import FEWEST, Rate, by_group, by_rule, decisions, totals
from desk.overrules.labels_export import exported, is_ambiguous, label_of
from desk.overrules.recording import record_new
from directory.reach import EVERYBODY
from photos import reviews
from photos.evaluation.estimates import Share
from photos.models import Judgement, Outcome, Review
from tests import factories


def decide(verdict: str, decision: str, reviewer: User, reason: str = "fine for us") -> Review:
    """Somebody's decision about a new photo with that verdict."""
    photo = factories.judged_photo(factories.person(), verdict)
    act = {"approve": reviews.approve, "waive": reviews.waive, "ask": reviews.ask_retake}
    return act[decision](photo, reviewer, reason)


@pytest.fixture
def some_decisions(hr_user: User) -> None:
    """Two false flags and one right one, a waived crop and an agreed one, a miss, a good one."""
    decide(Outcome.RETAKE, "approve", hr_user)
    decide(Outcome.UNSURE, "waive", hr_user)
    decide(Outcome.RETAKE, "ask", hr_user)
    decide(Outcome.FIX, "waive", hr_user)
    decide(Outcome.FIX, "approve", hr_user)
    decide(Outcome.PASS, "ask", hr_user)
    decide(Outcome.PASS, "approve", hr_user)


@pytest.mark.usefixtures("some_decisions")
def test_overrules_are_counted_for_the_rule_that_decided() -> None:
    assert record_new() == 7
    assert record_new() == 0
    assert totals(EVERYBODY).photos == 7
    assert totals(EVERYBODY).false_flags == Rate(Share(2, 3))
    assert totals(EVERYBODY).missed == Rate(Share(1, 4))
    (rule,) = by_rule(EVERYBODY)
    assert (rule.rule, rule.overruled) == ("head_height", Rate(Share(3, 5)))
    (standard,) = by_group("standard", EVERYBODY)
    assert (standard.name, standard.photos) == ("headshot 0123abcd", 7)
    (reviewer,) = by_group("reviewer", EVERYBODY)
    assert (reviewer.name, reviewer.false_flags) == ("hr", Rate(Share(2, 3)))


def test_only_the_last_decision_about_a_photo_counts(hr_user: User) -> None:
    first = decide(Outcome.RETAKE, "approve", hr_user)
    reviews.ask_retake(first.photo, hr_user)
    record_new()
    assert totals(EVERYBODY).false_flags == Rate(Share(0, 1))
    assert by_rule(EVERYBODY)[0].overruled == Rate(Share(0, 1))


def test_findings_that_came_after_the_decision_count_for_no_rule(hr_user: User) -> None:
    decide(Outcome.RETAKE, "approve", hr_user)
    Judgement.objects.update(verdict=Outcome.PASS)  # judged anew before anybody recorded it
    record_new()
    assert by_rule(EVERYBODY) == []
    assert decisions(EVERYBODY).filter(decided__has_findings=False).count() == 1


def test_a_few_photos_are_too_few_to_say() -> None:
    assert not Rate(Share(FEWEST - 1, FEWEST - 1)).says
    assert Rate(Share(0, FEWEST)).says
    assert 0 < Rate(Share(0, FEWEST)).high < 20


@pytest.mark.usefixtures("some_decisions")
def test_the_page_shows_faces_with_their_reasons(admin_client: Client) -> None:
    admin_client.get("/admin/desk/overrules/")
    with CaptureQueriesContext(connection) as queries:
        page = admin_client.get("/admin/desk/overrules/")
    assert len(queries) < 20
    assert "too few to say" in page.content.decode()
    faces = admin_client.get("/admin/desk/overrules/head_height/")
    assert len(faces.context["reviews"]) == 3
    assert "fine for us" in faces.content.decode()


@pytest.mark.usefixtures("some_decisions")
def test_only_who_may_export_takes_photos_out(client: Client, hr_user: User) -> None:
    client.force_login(hr_user)
    assert client.get("/admin/desk/overrules/").status_code == 200
    assert client.post("/admin/desk/overrules/labels.zip").status_code == 403
    hr_user.user_permissions.add(Permission.objects.get(codename="export_labels"))
    assert client.get("/admin/desk/overrules/labels.zip").status_code == 405
    answer = client.post("/admin/desk/overrules/labels.zip")
    assert b"".join(answer)[:2] == b"PK"


def test_a_decision_is_a_label(some_decisions: None) -> None:
    said = [(label_of(one), is_ambiguous(one)) for one in reversed(exported(EVERYBODY))]
    labels = " ".join(label for label, _ in said)
    assert labels == "pass pass retake pass fix retake pass"
    assert [unsure for _, unsure in said] == [False, True, False, True, False, False, False]


def test_the_export_can_be_evaluated(
    admin_client: Client, hr_user: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(Outcome.PASS, "approve", hr_user)  # both show the same good picture
    decide(Outcome.PASS, "ask", hr_user)
    answer = admin_client.post("/admin/desk/overrules/labels.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as packed:
        packed.extractall(tmp_path)
    assert "Example" not in (tmp_path / "labels.csv").read_text()
    call_command("evaluate", tmp_path / "labels.csv", tmp_path / "photos", "--json", "--jobs=1")
    found = json.loads(capsys.readouterr().out)["all"]["estimates"]
    assert (totals(EVERYBODY).missed.share.part, totals(EVERYBODY).missed.share.whole) == (1, 2)
    assert (found["agreed"]["part"], found["agreed"]["whole"]) == (1, 2)
