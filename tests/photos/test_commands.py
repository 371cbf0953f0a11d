import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.utils import timezone

from photos import assess, intake, standard_changes
from photos.jobs import remeasure
from photos.models import Assessment, DepartmentStandard, Outcome, PersonCard, Photo, Publication
from photos.quality.analysis import ENGINE_VERSION
from photos.renditions import rendition
from photos.tasks import assess_photo
from tests import factories
from work import jobs
from work.engines.chosen import engine
from work.models import Job
from work.priorities import BULK

pytestmark = pytest.mark.django_db

INCOMING = settings.FILE_UPLOAD_TEMP_DIR
HOURS_AGO = timezone.now().timestamp() - 2 * 3600


def said(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def uploaded(employee_id: str = "e1001") -> Photo:
    return intake.accept(
        factories.person(employee_id),
        factories.picture(employee_id),
        original_name="me.jpg",
        source=Photo.Source.API,
    )


def make_old(folder: Path) -> None:
    for path in folder.rglob("*.*"):
        os.utime(path, (HOURS_AGO, HOURS_AGO))


def orphan(folder: Path, name: str = "masters/ab/orphan.jpg.x.part") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"left by a crash")
    return path


def test_clean_up_removes_old_files_of_no_photo(private_photos: Path) -> None:
    published = factories.publication(factories.person("e1001"))
    photo, made = published.photo, rendition(published, "directory", 48)
    left = orphan(private_photos)
    make_old(private_photos)
    assert "1 removed" in said("clean_up")
    assert not left.exists()
    for file in (photo.master, photo.preview, photo.thumbnail, made.file):
        assert Path(file.path).exists()


def test_clean_up_leaves_young_files_alone(private_photos: Path) -> None:
    left = orphan(private_photos)
    assert "0 removed" in said("clean_up")
    assert left.exists()


def test_clean_up_can_only_look(private_photos: Path) -> None:
    left = orphan(private_photos)
    make_old(private_photos)
    shown = said("clean_up", "--dry-run")
    assert "masters/ab/orphan.jpg.x.part" in shown
    assert "1 would be removed" in shown
    assert left.exists()


def test_clean_up_removes_what_was_cut_off_on_its_way_in() -> None:
    arrivals, incoming = (Path(place) for place in (storages["arrivals"].path("aa"), INCOMING))
    arrivals.mkdir(parents=True, exist_ok=True)
    left = [arrivals / "slice", arrivals / "whole.x.part", incoming / "tmpa.upload.jpg"]
    young = incoming / "tmpb.upload.jpg"
    for path in (*left, young):
        path.write_bytes(b"half")
    for path in left:
        os.utime(path, (0, 0))
    assert "Uploads cut off by a crash: 1 would be removed." in said("clean_up", "--dry-run")
    assert all(path.exists() for path in left)
    assert "Uploads cut off by a crash: 1 removed." in said("clean_up")
    assert not any(path.exists() for path in left)
    assert young.exists()
    young.unlink()


def test_clean_up_removes_the_files_of_an_erased_photo(private_photos: Path) -> None:
    photo = factories.photo(factories.person())
    photo.delete()
    make_old(private_photos)
    assert "3 removed" in said("clean_up")
    assert [path for path in private_photos.rglob("*") if path.is_file()] == []


def test_clean_up_of_an_empty_installation_is_quiet() -> None:
    assert said("clean_up") == "0 files, 0 removed.\n"


def test_rejudge_says_whose_verdict_changed() -> None:
    photo = uploaded()
    assess.run(photo.assessments.get().pk)
    Photo.objects.update(verdict=Outcome.RETAKE, score=2)
    shown = said("rejudge")
    photo.refresh_from_db()
    assert f"Amara Okafor: retake 2 -> {photo.verdict} {photo.score}" in shown
    assert "1 photos judged, 1 verdicts changed." in shown
    assert "1 photos judged, 0 verdicts changed." in said("rejudge")


def test_rejudge_can_only_look() -> None:
    photo = factories.judged_photo(factories.person(), Outcome.RETAKE, 2)
    assert "would change" in said("rejudge", "--dry-run")
    photo.refresh_from_db()
    assert (photo.verdict, photo.score) == (Outcome.RETAKE, 2)


def test_rejudge_uses_the_departments_standard() -> None:
    sales = factories.department("Sales")
    photo = factories.judged_photo(factories.person(department=sales))
    DepartmentStandard.objects.create(department=sales, standard="corporate")
    said("rejudge", "--department", sales.slug)
    photo.refresh_from_db()
    assert photo.judgement is not None
    assert photo.judgement.standard == "corporate"


def test_rejudge_names_the_departments_there_are() -> None:
    factories.department("Sales")
    with pytest.raises(CommandError, match="There are: sales"):
        said("rejudge", "--department", "nowhere")


def test_reconcile_sends_lost_work_again() -> None:
    uploaded()
    Assessment.objects.update(due_at=timezone.now() - timedelta(minutes=10))
    assert "1 sent again" in said("reconcile")
    assert len(engine().messages()) == 1


def test_reconcile_publishes_what_was_approved_before_an_upgrade() -> None:
    publication = factories.publication(factories.person("e1001"))
    Publication.objects.update(layout=0)
    assert "publishing anew: job " in said("reconcile")
    assert "1 people with published photos, left" in said("rerender", "--background")
    assert ": 1 done, 0 with nothing to do, 0 failed." in said("rerender")
    published = Publication.objects.get()
    assert published.token != publication.token
    assert published.token in PersonCard.objects.get().ready
    cut = set(published.renditions.values_list("use", "size", "format"))
    assert ("directory", 240, "avif") in cut
    assert {use for use, _, _ in cut} == {use for use in published.cuts if published.sizes(use)}
    assert ": 0 done, 1 with nothing to do, 0 failed." in said("rerender")
    assert "publishing anew: nothing to do" in said("reconcile")


def test_photos_that_an_earlier_engine_measured_are_measured_a_portion_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(remeasure, "IN_FLIGHT", 2)
    first, second, broken, fourth = (
        factories.judged_photo(factories.person(f"e100{n}")) for n in range(1, 5)
    )
    Assessment.objects.update(engine_version="0")
    assert "4 photos to do" in said("remeasure", "--dry-run")
    assert "measuring by this version: job " in said("reconcile")
    job = Job.objects.get()
    jobs.run_job.func(job.pk, job.turn)
    asked = Assessment.objects.pending()
    assert set(asked.values_list("photo", flat=True)) == {first.pk, second.pk}, "oldest first"
    [sent] = engine().messages(assess_photo.module_path)
    assert (set(sent.args), sent.priority) == (set(asked.values_list("pk", flat=True)), BULK)
    first.refresh_from_db()
    assert (first.verdict, first.state) == ("pass", "in_review"), "the old result still counts"
    Path(broken.master.path).write_bytes(b"no picture")
    assert ": 3 done, 0 with nothing to do, 1 failed." in said("remeasure")
    job.refresh_from_db()
    assert (job.state, job.total, job.handled) == (Job.State.DONE, 4, 4)
    fourth.refresh_from_db()
    assert fourth.judgement
    assert fourth.judgement.assessment.engine_version == ENGINE_VERSION
    assert "0 photos to do" in said("remeasure")
    assert "measuring by this version: nothing to do" in said("reconcile")


def test_a_changed_standard_is_one_job_for_many(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = factories.measured_photo(factories.person())
    monkeypatch.setattr(standard_changes, "JUDGED_IN_REQUEST", 0)
    why = standard_changes.Why(User.objects.create_user("helene"), "")
    standard_changes.choose("creative", None, why)
    standard_changes.choose("corporate", None, why)
    standard_changes.choose("creative", None, why)
    earlier, other, job = Job.objects.order_by("pk")
    assert (earlier.state, other.state) == (Job.State.CANCELLED, Job.State.WAITING)
    assert job.by == why.author
    for one in (other, job):
        assert [run.state for run in jobs.run_here(one)] == [Job.State.DONE]
    photo.refresh_from_db()
    assert photo.judgement
    assert photo.judgement.standard == "creative"
    assert "1 photos, left to the workers" in said("rejudge", "--background")
