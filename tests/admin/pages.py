"""The addresses of all pages of the admin, for tests that look at every one."""

from collections.abc import Iterator

from django.urls import NoReverseMatch, get_resolver, reverse

from photos import consistency
from photos.models import Outcome, Photo
from tests import factories
from tests.photos.teams import finance, looking

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
    consistency.refresh()
    return photo


def pages(photo: Photo) -> list[str]:
    """Every page that needs no argument, and one of each thing that has a page of its own."""
    return [*without_arguments(), *single_things(photo)]


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
