"""Standards in the admin: nobody is judged otherwise before it is seen and saved."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from desk.standards import measured
from desk.standards.measured import photo_rows
from desk.standards.previews import changes
from directory.reach import EVERYBODY
from photos import standard_changes
from photos.models import OwnStandard, Photo, StandardChoice
from photos.quality.own_standards import OwnFile
from photos.quality.purpose import judge_for
from photos.quality.standard import Band, load_standard
from photos.standard_changes import Why
from privacy.erasing import erase_people
from tests import factories

LIST = "/admin/desk/standards/"
OURS = f"{LIST}ours/"
FAILS_BELOW = "head_height-warn-low"


@pytest.fixture
def ours(hr_user: User) -> OwnStandard:
    """A copy of the default that judges the company."""
    why = Why(hr_user, "Copied.")
    own = standard_changes.create(OwnFile("Ours", "Ours.", "headshot", {}), why)
    standard_changes.choose("ours", None, why)
    return own


@pytest.fixture
def photo(ours: OwnStandard) -> Photo:
    """A photo that passes."""
    return factories.measured_photo(factories.person("e1001"))


@pytest.fixture
def client(hr_user: User) -> Client:
    client = Client()
    client.force_login(hr_user)
    return client


def entered(**values: str) -> dict[str, Any]:
    edges = {f"head_height-{key}-low": "60" for key in ("warn", "pass", "target")}
    return {"shot_types": ["headshot", "casual_professional"], **edges, **values}


def test_a_moved_band_is_previewed_saved_and_taken_back(client: Client, photo: Photo) -> None:
    before = photo.verdict
    page = client.post(f"{OURS}preview/", entered()).content.decode()
    assert "Amara Okafor" in page
    assert "1 of 1 photo" in page
    photo.refresh_from_db()
    assert photo.main_rule != "head_height"  # nothing is saved by looking
    assert "Write a few words" in client.post(OURS, entered(save="1", seen="1")).content.decode()
    client.post(OURS, entered(save="1", seen="1", note="Closer, please."))
    photo.refresh_from_db()
    assert photo.main_rule == "head_height"
    late = client.post(OURS, entered(save="1", seen="1", note="Late.")).content.decode()
    assert "saved version 2 while" in late
    assert 'value="60"' in late
    history = client.get(f"{OURS}history/").content.decode()
    assert "Closer, please." in history
    assert "Head size, passes or warns: 30\N{NO-BREAK SPACE}% to 92" in history
    assert "Amara Okafor" in client.get(f"{OURS}history/1/").content.decode()
    client.post(f"{OURS}history/1/", {"seen": "2", "note": "Too strict."})
    photo.refresh_from_db()
    assert photo.verdict == before
    assert [one.number for one in OwnStandard.objects.get().versions.all()] == [3, 2, 1]


@pytest.mark.parametrize("text", ["sixty", "95", "nan"])
def test_numbers_that_do_not_fit_stay_in_the_form(client: Client, photo: Photo, text: str) -> None:
    page = client.post(OURS, entered(**{FAILS_BELOW: text, "save": "1", "seen": "1", "note": "x"}))
    assert f'value="{text}"' in page.content.decode()
    assert OwnStandard.objects.get().versions.count() == 1


def test_a_choice_is_previewed_and_remembered(client: Client, photo: Photo) -> None:
    asked = {"standard": "creative", "department": str(photo.person.department_id)}
    assert "Who would change" in client.get(f"{LIST}choose/", asked).content.decode()
    client.post(f"{LIST}choose/", asked | {"note": "Their studio."})
    photo.refresh_from_db()
    assert photo.judgement is not None
    assert photo.judgement.standard == "creative"
    assert "Their studio." in client.get(LIST).content.decode()
    assert StandardChoice.objects.count() == 2


def test_an_exported_standard_comes_back(client: Client, ours: OwnStandard) -> None:
    client.post(OURS, entered(save="1", seen="1", note="Closer."))
    file = client.get(f"{OURS}file/").content
    client.post(f"{LIST}import/", {"file": SimpleUploadedFile("a.toml", file)})
    assert OwnStandard.objects.get(name="ours-2").versions.get().tables == (
        ours.versions.all()[0].tables
    )
    broken = SimpleUploadedFile("a.toml", file + b"[rules.nose]\n")
    page = client.post(f"{LIST}import/", {"file": broken}).content.decode()
    assert "rules.nose: there is no such rule." in page
    assert OwnStandard.objects.count() == 2


def test_who_may_only_look_changes_nothing(ours: OwnStandard) -> None:
    client = Client()
    client.force_login(factories.user(may=("view_photo",), is_staff=True))
    assert "std-side" not in client.get(OURS).content.decode()
    client.post(OURS, entered(save="1", seen="1", note="x"))
    assert client.post(f"{LIST}headshot/copy/", {"title": "x", "summary": "x"}).status_code == 403
    assert ours.versions.count() == 1


def test_pages_take_few_queries(
    client: Client, photo: Photo, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    factories.judged_photo(factories.person())
    for address in (LIST, OURS):
        with django_assert_max_num_queries(19):
            client.get(address)


@pytest.mark.django_db
@pytest.mark.parametrize("rule_id", ["head_height", "background_busyness", "sharpness"])
def test_the_preview_is_what_judging_everybody_gives(rule_id: str) -> None:
    """Whom the preview passes over keeps the verdict."""
    old = load_standard("headshot")
    for place, (size, blur) in enumerate([(0.52, 0.9), (0.28, 0.9), (0.52, 1.2), (0.33, 1.6)]):
        row = factories.judged_photo(factories.person())
        assert row.judgement is not None
        seen = {"head_height": size, "edge_blur": blur, "body_below_chin": 1.0 + place}
        measured = [replace_value(name, value) for name, value in seen.items()]
        assessment = row.judgement.assessment
        analysis = replace(factories.ANALYSIS, measurements=tuple(measured))
        assessment.analysis = analysis.as_json()
        assessment.save()
        row.verdict = judge_for(analysis, old, "").outcome.value
        row.save()
        row.judgement.standard_version = old.version
        row.judgement.save()
    rule = old.rule(rule_id)
    stricter = replace(rule, passes=rule.target, warns=Band(rule.target.low, rule.warns.high))
    new = replace(old, rules=tuple(stricter if one is rule else one for one in old.rules))
    told = {one.row.photo_id: one.after for one in changes(new, photo_rows(Q(), EVERYBODY))}
    for row in Photo.objects.select_related("judgement__assessment"):
        stored = row.judgement and row.judgement.assessment.analysis
        verdict = judge_for(factories.ANALYSIS.from_json(stored or {}), new, "").outcome.value
        assert told.get(row.pk, row.verdict) == verdict


def replace_value(name: str, value: float) -> Any:
    return factories.ANALYSIS.measurements[0]._replace(name=name, value=value, unit="share")


def test_a_process_keeps_no_measurements_of_who_was_erased(photo: Photo) -> None:
    rows = photo_rows(Q(), EVERYBODY)
    measured.numbers_of(rows)
    (own,) = (row.assessment_id for row in rows)
    assert own in {key[0] for key in measured._kept}
    erase_people([photo.person_id])
    measured.numbers_of(photo_rows(Q(), EVERYBODY))
    assert own not in {key[0] for key in measured._kept}
