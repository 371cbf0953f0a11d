"""A team comes in by command: people, photos, verdicts, approvals, and a line for each problem."""

import shutil
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import models

from directory.models import Department, Person
from photos import reviews
from photos.models import Assessment, DepartmentStandard, PersonCard, Photo, Review
from tests import factories

pytestmark = pytest.mark.django_db
HEADER = "employee_id,first_name,last_name,email,department,status,photo\n"
NOTHING_DONE, SOMETHING_STAYED_OUT = 1, 3


def import_team(*arguments: object) -> str:
    """What the command prints when everything goes in."""
    output = StringIO()
    call_command("import_team", *map(str, arguments), stdout=output, skip_checks=True)
    return output.getvalue()


def failed_import(*arguments: object) -> tuple[str, CommandError]:
    """What the command prints, and the error it ends with."""
    output = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("import_team", *map(str, arguments), stdout=output, skip_checks=True)
    return output.getvalue(), error.value


@pytest.fixture
def team_csv(demo_team: Path) -> Path:
    return demo_team / "team.csv"


@pytest.fixture
def photos(tmp_path: Path, demo_team: Path) -> Path:
    """Amara's photo and James's, in a folder."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("e1001-amara-okafor.jpg", "e1002-james-whitfield.jpg"):
        shutil.copy(demo_team / name, folder)
    return folder


def csv_of(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(HEADER + "\n".join(lines))
    return path


def all_rows() -> list[list[dict[str, object]]]:
    """Everything that an import may touch."""
    tables: list[type[models.Model]] = [Department, Person, Photo, Assessment, PersonCard, Review]
    return [list(table._default_manager.order_by("pk").values()) for table in tables]


# --- the demo team ------------------------------------------------------------


def test_the_demo_team_comes_in_whole(team_csv: Path, demo_team: Path) -> None:
    report = import_team(team_csv, demo_team)
    assert "People: 24 new, 0 changed, 0 unchanged, 0 left out." in report
    assert "Photos: 24 new, 0 unchanged, 0 left out; other files skipped: 3." in report
    assert "Left out:" not in report
    assert Person.objects.count() == PersonCard.objects.count() == 24
    amara = Photo.objects.get(person__employee_id="e1001")
    assert (amara.original_name, amara.source) == ("e1001-amara-okafor.jpg", "import")
    assert amara.is_current


def test_a_second_run_changes_nothing(team_csv: Path, demo_team: Path) -> None:
    import_team(team_csv, demo_team)
    before = all_rows()
    report = import_team(team_csv, demo_team)
    assert "People: 0 new, 0 changed, 24 unchanged, 0 left out." in report
    assert "Photos: 0 new, 24 unchanged, 0 left out" in report
    assert all_rows() == before


def test_a_dry_run_says_the_same_and_writes_nothing(
    team_csv: Path, demo_team: Path, private_photos: Path
) -> None:
    rehearsal = import_team(team_csv, demo_team, "--dry-run")
    assert all(rows == [] for rows in all_rows())
    assert not private_photos.exists()
    first, said = rehearsal.split("\n", 1)
    assert first == "Dry run: nothing was written. This is what would happen."
    assert said == import_team(team_csv, demo_team)


def test_the_photos_alone_make_their_people(demo_team: Path) -> None:
    report = import_team(demo_team)
    assert "People: 24 new" in report
    assert "Photos: 24 new" in report
    james = Person.objects.get(employee_id="e1002")
    assert james.full_name == "James Whitfield"
    before = all_rows()
    assert "Photos: 0 new, 24 unchanged" in import_team(demo_team)
    assert all_rows() == before


def test_the_list_alone_makes_people_without_photos(team_csv: Path) -> None:
    report = import_team(team_csv)
    assert report == "People: 24 new, 0 changed, 0 unchanged, 0 left out.\n"
    assert Person.objects.count() == 24
    assert not Photo.objects.exists()


def test_photos_come_from_a_zip_too(team_csv: Path, photos: Path, tmp_path: Path) -> None:
    path = tmp_path / "photos.zip"
    with ZipFile(path, "w") as archive:
        for photo in photos.iterdir():
            archive.write(photo, f"team/{photo.name}")
        archive.writestr("../e1003.jpg", b"x")
    report, error = failed_import(team_csv, "--photos", path)
    assert "Photos: 2 new" in report
    assert "  ../e1003.jpg: Its path leads out of the archive." in report
    assert error.returncode == SOMETHING_STAYED_OUT


def test_a_series_of_zips_is_one_import(demo_team: Path, tmp_path: Path) -> None:
    """By several paths or as a folder, with two jobs; a part that is run again adds nothing."""
    series = tmp_path / "series"
    series.mkdir()
    photos = sorted(demo_team.glob("e*.jpg"))[:5]
    for number, some in enumerate((photos[:2], photos[2:4], photos[4:])):
        with ZipFile(series / f"part-{number}.zip", "w") as archive:
            for photo in some:
                archive.write(photo, f"team/{photo.name}")
    people = csv_of(tmp_path, *(f"{photo.stem[:5]},Robin" for photo in photos))
    parts = sorted(series.iterdir())
    assert "Photos: 4 new, 0 unchanged" in import_team(people, *parts[:2], "--jobs", 2)
    (series / "part-9.zip").write_bytes(b"cut off")
    report, error = failed_import(people, series, "--jobs", 2)
    assert "Photos: 1 new, 4 unchanged, 1 left out; other files skipped: 0." in report
    assert "  part-9.zip: The file is neither a photo nor a ZIP" in report
    assert error.returncode == SOMETHING_STAYED_OUT
    names = Photo.objects.order_by("original_name").values_list("original_name", flat=True)
    assert list(names) == [photo.name for photo in photos]


def test_order_of_list_and_photos_does_not_matter(team_csv: Path, photos: Path) -> None:
    failed_import(photos, team_csv)
    assert (Person.objects.count(), Photo.objects.count()) == (24, 2)


# --- measuring and approving --------------------------------------------------


def test_passing_photos_are_approved_in_the_reviewers_name(
    team_csv: Path, photos: Path, hr_user: User
) -> None:
    options = ("--assess", "--approve-passing", "--reviewer", hr_user.username)
    report, _ = failed_import(team_csv, photos, *options)
    assert "Photos measured: 2." in report
    verdicts = set(Photo.objects.values_list("verdict", flat=True))
    assert verdicts == {"pass"}
    assert f"Photos approved in the name of {hr_user.username}: 2." in report
    assert {review.reviewer for review in Review.objects.all()} == {hr_user}
    assert set(Photo.objects.values_list("state", flat=True)) == {"approved"}


def test_only_imported_photos_that_pass_and_wait_are_approved(
    tmp_path: Path, hr_user: User
) -> None:
    passing, asked, failing, unlisted, submitted = [
        factories.judged_photo(factories.person(employee_id), verdict, score, source=source)
        for employee_id, verdict, score, source in [
            ("e1001", "pass", 92, Photo.Source.IMPORT),
            ("e1002", "pass", 92, Photo.Source.IMPORT),
            ("e1003", "retake", 20, Photo.Source.IMPORT),
            ("e1004", "pass", 92, Photo.Source.IMPORT),
            ("e1005", "pass", 92, Photo.Source.LINK),
        ]
    ]
    reviews.ask_retake(asked, hr_user)
    path = csv_of(tmp_path, "e1001,Amara", "e1002,James", "e1003,Mei", "e1005,Lena")
    report = import_team(path, "--approve-passing", "--reviewer", hr_user.username)
    assert f"Photos approved in the name of {hr_user.username}: 1." in report
    states = dict(Photo.objects.values_list("pk", "state"))
    assert states == {
        passing.pk: "approved",
        asked.pk: "retake_asked",
        failing.pk: "in_review",
        unlisted.pk: "in_review",
        submitted.pk: "in_review",
    }


def test_approving_needs_a_reviewer(team_csv: Path) -> None:
    _, error = failed_import(team_csv, "--approve-passing", "--reviewer", "nobody")
    assert str(error) == "--approve-passing needs --reviewer with the name of an active user."
    assert not Person.objects.exists()


# --- what stays out -----------------------------------------------------------


def test_a_bad_line_stops_everything(tmp_path: Path, photos: Path) -> None:
    path = csv_of(tmp_path, "e1001,Amara", "e1002,,", "e1003,Mei,,nowhere,,gone")
    report, error = failed_import(path, photos)
    assert report.splitlines() == [
        "Line 3: First name is missing.",
        "Line 4: “nowhere” is not an e-mail address.",
        "Line 4: Status “gone” is unknown: write active or left.",
    ]
    assert str(error).startswith("Nothing was done. Lines that are not right: 2 of 3.")
    assert error.returncode == NOTHING_DONE
    assert all(rows == [] for rows in all_rows())


def test_bad_lines_are_left_out_when_asked(tmp_path: Path, photos: Path) -> None:
    path = csv_of(tmp_path, "e1001,Amara", "e1002,,")
    report, error = failed_import(path, photos, "--skip-bad")
    assert "People: 1 new, 0 changed, 0 unchanged, 1 left out." in report
    assert "Photos: 1 new, 0 unchanged, 1 left out" in report
    assert "  Line 3: First name is missing." in report
    assert error.returncode == SOMETHING_STAYED_OUT
    assert Photo.objects.get().person.employee_id == "e1001"


def test_everything_that_stays_out_has_its_reason(tmp_path: Path, photos: Path) -> None:
    (photos / "holiday.jpg").write_bytes(b"")
    (photos / "e1003.jpg").write_bytes(b"not a photo")
    (photos / "e1002.gif").write_bytes(b"GIF89a")
    path = csv_of(tmp_path, "e1001,Amara", "e1002,James", "e1003,Mei", "e1004,Kwame,,,,,k.jpg")
    report, error = failed_import(path, photos)
    lines = report.splitlines()
    assert "Photos: 1 new, 0 unchanged, 4 left out; other files skipped: 0." in lines
    doubles = "James (e1002) has 2 photos here (e1002-james-whitfield.jpg, e1002.gif): leave one."
    assert f"  e1002.gif: {doubles}" in lines
    assert f"  e1002-james-whitfield.jpg: {doubles}" in lines
    assert any(line.startswith("  holiday.jpg: Nobody on the list") for line in lines)
    assert any(line.startswith("  e1003.jpg: ") and line.endswith(".") for line in lines)
    assert "  Line 5: Kwame's photo “k.jpg” is not there." in lines
    assert "  James (e1002) has no photo." in lines
    assert "  Kwame (e1004) has no photo." in lines
    assert str(error) == "Not everything went in; the reasons are above."


def test_a_photo_replaced_since_is_not_brought_back(team_csv: Path, photos: Path) -> None:
    failed_import(team_csv, photos)
    amara = Person.objects.get(employee_id="e1001")
    newer = factories.photo(amara)
    report, _ = failed_import(team_csv, photos)
    assert "Photos: 0 new, 2 unchanged" in report
    assert amara.photos.current().get() == newer


def test_who_has_a_photo_already_is_not_said_to_lack_one(tmp_path: Path, photos: Path) -> None:
    factories.photo(factories.person("e1003"))
    path = csv_of(tmp_path, "e1001,Amara", "e1002,James", "e1003,Mei", "e1004,Kwame")
    report = import_team(path, photos)
    assert "Mei" not in report
    assert "  Kwame (e1004) has no photo." in report


def test_a_photos_name_does_not_rename_who_is_known(photos: Path) -> None:
    amara = factories.person("e1001", first_name="Amará")
    report = import_team(photos)
    assert "People: 1 new, 0 changed, 0 unchanged, 0 left out." in report
    amara.refresh_from_db()
    assert amara.first_name == "Amará"
    assert amara.photos.count() == 1


def test_a_leaver_needs_no_retake_on_the_card(tmp_path: Path) -> None:
    person = factories.person("e1001")
    factories.judged_photo(person, "retake", 20)
    import_team(csv_of(tmp_path, "e1001,Amara,,,,left"))
    card = PersonCard.objects.get(person=person)
    assert not card.needs_retake


def test_who_changes_department_is_judged_by_its_standard(tmp_path: Path) -> None:
    photo = factories.judged_photo(factories.person("e1001"))
    finance = factories.department("Finance")
    DepartmentStandard.objects.create(department=finance, standard="corporate")
    import_team(csv_of(tmp_path, "e1001,Amara,,,Finance"))
    photo.refresh_from_db()
    assert photo.judgement is not None
    assert photo.judgement.standard == "corporate"


# --- the command line ---------------------------------------------------------


@pytest.mark.parametrize("arguments", [[], ["a.csv", "b.csv"]])
def test_one_list_at_most(arguments: list[str]) -> None:
    _, error = failed_import(*arguments)
    assert str(error) == "Name one CSV, folders and ZIPs of photos, or both."


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    _, error = failed_import(tmp_path / "team.csv")
    assert str(error).startswith("There is no file or folder")


def test_an_unusable_list_or_archive_is_told(tmp_path: Path, team_csv: Path) -> None:
    (tmp_path / "empty.csv").touch()
    _, error = failed_import(tmp_path / "empty.csv")
    assert str(error) == "Nothing was done. The file is empty."
    (tmp_path / "photos.zip").write_bytes(b"no")
    _, error = failed_import(team_csv, tmp_path / "photos.zip")
    assert str(error).startswith("Nothing was done. The file is neither a photo nor a ZIP")
    assert not Person.objects.exists()
