"""A person's copy: complete, readable, and about nobody else."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation

from audit.models import Event
from photos.models import Review
from privacy.belongings import belongings
from privacy.exporting import LEFT_OUT_COLUMNS, LEFT_OUT_TABLES, person_zip
from tests import factories
from tests.privacy.known import REASON, WORDS, somebody_known


def opened(pieces: object) -> ZipFile:
    return ZipFile(BytesIO(b"".join(pieces)))  # type: ignore[arg-type]


@pytest.mark.django_db
def test_the_copy_holds_every_row_and_column_and_every_picture() -> None:
    known = somebody_known()
    person = known.person
    factories.published_photo(factories.person("e1001"))
    with translation.override("de"):
        copy = opened(person_zip(person))
    told = json.loads(copy.read("person.json"))
    for belonging in belongings():
        rows = list(belonging.rows([person.pk]))
        if belonging.label in LEFT_OUT_TABLES:
            assert belonging.label not in told["tables"]
            continue
        assert len(told["tables"][belonging.label]) == len(rows) > 0, belonging.label
        columns = {
            field.name
            for field in belonging.model._meta.concrete_fields
            if f"{belonging.label}.{field.name}" not in LEFT_OUT_COLUMNS
        }
        assert set(told["tables"][belonging.label][0]) == columns
    published = [name for name in copy.namelist() if name.startswith("published/")]
    pictures = [name for name in copy.namelist() if name.startswith("photos/")]
    assert (len(pictures), len(published)) == (2, 1)
    assert copy.read(pictures[0]) == factories.picture()
    page = copy.read("index.html").decode()
    for word in (*WORDS.values(), REASON, *pictures):
        assert word in page
    readme = copy.read("README.txt").decode()
    assert WORDS["last_name"] in readme
    everything = f"{page}{readme}{json.dumps(told)}"
    assert "Okafor" not in everything
    assert "Hashimoto" not in everything
    staff = Review.objects.get(photo__person=person).reviewer
    assert staff is not None
    assert staff.username not in everything
    again = json.loads(opened(person_zip(person)).read("person.json"))
    assert again["trail"][-1]["action"] == "person.export"
    assert Event.objects.filter(action="person.export", person_key=known.key).count() == 2


@pytest.mark.django_db
def test_the_admin_hands_out_copies_of_those_within_reach(client: Client) -> None:
    person, far = factories.person("e1001"), factories.person("e1002", department="Finance")
    hr = factories.hr_of(factories.department("Engineering"))
    hr.user_permissions.add(*Permission.objects.filter(codename__in=["view_person"]))
    client.force_login(hr)
    address = "/admin/privacy/people/{}/copy/"
    assert client.get(address.format(person.pk)).status_code == 403
    hr.user_permissions.add(Permission.objects.get(codename="export_person"))
    answer = client.get(address.format(person.pk))
    assert opened(answer.streaming_content).testzip() is None  # type: ignore[attr-defined]
    assert "Okafor" not in str(answer.headers)
    assert "no-store" in answer["Cache-Control"]
    assert client.get(address.format(far.pk)).status_code == 404
    page = client.get(f"/admin/directory/person/{person.pk}/change/").content.decode()
    assert address.format(person.pk) in page


@pytest.mark.django_db
def test_the_command_writes_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    person, file = factories.photo(factories.person("e1001")).person, tmp_path / "copy.zip"
    call_command("export_person", person.employee_id, str(file), "--language", "de")
    assert file.stat().st_mode & 0o777 == 0o600
    assert ZipFile(file).testzip() is None
    for employee_id, target in (("e1001", file), ("e9", tmp_path / "other.zip")):
        with pytest.raises(CommandError):
            call_command("export_person", employee_id, str(target))
    assert not (tmp_path / "other.zip").exists()
