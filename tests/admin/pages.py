"""The addresses of all pages of the admin, for tests that look at every one."""

from collections.abc import Iterator

from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from photos import consistency, reviews, standard_changes
from photos.models import Assessment, Outcome, Photo
from photos.quality.analysis import ENGINE_VERSION
from photos.quality.own_standards import OwnFile
from photos.standard_changes import Why
from tests import factories
from tests.photos.teams import finance, looking
from work.models import Failure, Job
from work.workers import Presence

# No pages to read: one's end, machines' answers, and the queue's own rows.
LEFT_OUT = ("logout", "jsi18n", "autocomplete", "search", "django_tasks_database")


def a_team_at_work() -> Photo:
    """Rows for every page: photos in each verdict, a department with figures, a token.

    Returns a photo with something of everything.
    """
    finance(7)
    looking("Finance", background_lightness=20.0)
    photo = factories.judged_photo(factories.person("e1001"), Outcome.FIX, 62)
    factories.published_photo(factories.person("e1002"))
    factories.judged_photo(factories.person("e1003"), Outcome.RETAKE, 12)
    factories.judged_photo(factories.person("e1005"), Outcome.UNSURE, 50)
    factories.photo(factories.person("e1006"))
    factories.token()
    hr_at_work()
    work_in_the_background()
    consistency.refresh()
    return photo


def hr_at_work() -> None:
    """Decisions with and against the rules, and a standard of our own in two versions."""
    hr = factories.hr_user()
    flagged = factories.judged_photo(factories.person(department="Finance"), Outcome.RETAKE, 9)
    reviews.waive(flagged, hr, "good enough")
    missed = factories.judged_photo(factories.person(), Outcome.FIX, 70)
    reviews.ask_retake(missed, hr, "the tie")
    why = Why(hr, "for the badge")
    own = standard_changes.create(OwnFile("Own rules", "As we like it.", "headshot", {}), why)
    changed = {
        "rules": {"head_height": {"pass": [0.4, 0.8], "decides": "person"}},
        "shot_types": ["headshot", "group"],
    }
    standard_changes.save(own, 1, changed, why)
    standard_changes.choose(own.name, factories.department("Finance"), why)


def work_in_the_background() -> None:
    """A photo and a message that failed, a job that is paused, a worker that lives."""
    failed = factories.photo(factories.person("e1007"), state=Photo.State.FAILED)
    now = timezone.now()
    Assessment.objects.create(
        photo=failed,
        engine_version=ENGINE_VERSION,
        state=Assessment.State.FAILED,
        due_at=now,
        finished_at=now,
        error="The file is empty.",
        attempts=3,
    )
    Failure.objects.create(
        path="photos.tasks.assess_photo", error="KeyError", attempts=5, failed_at=now
    )
    Job.objects.create(kind="rejudge", state=Job.State.PAUSED, total=9, done=4, skipped=1)
    Presence(2, ()).beat()


def pages(photo: Photo) -> list[str]:
    """Every page that needs no argument, and one of each thing that has a page of its own."""
    return [*without_arguments(), *single_things(photo), *of_the_desk(photo)]


def without_arguments() -> Iterator[str]:
    """Lists, forms, imports and the desk: what there is comes from the addresses themselves."""
    resolver = get_resolver().namespace_dict["admin"][1]
    for name in sorted(key for key in resolver.reverse_dict if isinstance(key, str)):
        if not name.startswith(LEFT_OUT):
            try:
                yield reverse(f"admin:{name}")
            except NoReverseMatch:
                continue
    yield reverse("admin:photos_photo_changelist") + "?q=nobody-has-this-name"


def single_things(photo: Photo) -> Iterator[str]:
    """The pages of one photo, one person and one department, and what asks before deleting."""
    for name, row in (("photos_photo", photo), ("directory_person", photo.person)):
        yield reverse(f"admin:{name}_change", args=[row.pk])
        yield reverse(f"admin:{name}_delete", args=[row.pk])
    finances = factories.department("Finance")
    yield reverse("admin:directory_department_change", args=[finances.pk])
    yield reverse("admin:directory_person_history", args=[photo.person.pk])


def of_the_desk(photo: Photo) -> Iterator[str]:
    """The desk's pages about one photo, one rule or one standard, and the sheet's other looks."""
    yield reverse("admin:desk-review-photo", args=[photo.pk])
    yield reverse("admin:desk-overruled", args=[photo.main_rule])
    yield reverse("admin:desk-standard", args=["headshot"])
    for name in ("standard", "standard-history", "standard-copy"):
        yield reverse(f"admin:desk-{name}", args=["own-rules"])
    yield reverse("admin:desk-standard-version", args=["own-rules", 1])
    yield reverse("admin:desk-standard-choose") + "?standard=badge"
    sheet = reverse("admin:desk-sheet")
    yield from (f"{sheet}?mode={mode}&department=finance" for mode in ("before", "both"))
    yield reverse("admin:desk-work-confirm", args=["rejudge"])
    yield reverse("admin:retakes_retake_changelist") + "?look=overdue"
    yield reverse("admin:retakes-ask", args=["missing"])
