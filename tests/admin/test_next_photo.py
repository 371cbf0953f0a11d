"""From one photo to the next that nobody has decided about."""

from django.test import Client

from photos.admin.photo_page import PhotoPage
from photos.models import Outcome, Photo
from tests import factories


def left_after(client: Client, photo: Photo) -> int:
    """How many more there are to decide, as the photo's page says."""
    page = client.get(f"/admin/photos/photo/{photo.pk}/change/").content.decode()
    return int(page.split(" more to decide")[0].rpartition(">")[2]) if " more to" in page else 0


def next_of(client: Client, photo: Photo) -> Photo | None:
    page: PhotoPage = client.get(f"/admin/photos/photo/{photo.pk}/change/").context["page"]
    assert (page.undecided.count == 0) == (page.undecided.next is None)
    return page.undecided.next


def test_next_goes_from_the_worst_photo_through_all_that_wait_and_round(
    admin_client: Client,
) -> None:
    worst, middle, best = (
        factories.judged_photo(factories.person(), Outcome.RETAKE, score) for score in (10, 20, 90)
    )
    assert next_of(admin_client, worst) == middle
    assert next_of(admin_client, middle) == best
    assert next_of(admin_client, best) == worst
    assert left_after(admin_client, worst) == 2


def test_photos_of_one_score_come_one_after_the_other(admin_client: Client) -> None:
    first, second, third = (factories.judged_photo(factories.person()) for _ in range(3))
    shown = [next_of(admin_client, photo) for photo in (first, second, third)]
    assert shown == [second, third, first]


def test_next_leaves_out_what_is_decided_waiting_old_or_of_somebody_who_left(
    admin_client: Client,
) -> None:
    here = factories.judged_photo(factories.person(), Outcome.FIX, 60)
    factories.published_photo(factories.person())
    factories.photo(factories.person())
    factories.judged_photo(factories.person(status="left"))
    replaced = factories.person()
    factories.judged_photo(replaced)
    factories.published_photo(replaced)
    assert next_of(admin_client, here) is None
    assert left_after(admin_client, here) == 0


def test_a_photo_without_a_score_leads_to_the_worst(admin_client: Client) -> None:
    worst = factories.judged_photo(factories.person(), Outcome.RETAKE, 10)
    factories.judged_photo(factories.person())
    assert next_of(admin_client, factories.photo(factories.person())) == worst
