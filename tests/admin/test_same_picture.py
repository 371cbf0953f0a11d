"""The notice on a photo's page that somebody else's photo shows the same picture."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from photos.models import FingerprintKey, Photo
from tests import factories

NOTICE = "The same picture is stored for"


def filed(employee_id: str = "", like: str = "e1001") -> Photo:
    return factories.filed(factories.judged_photo(factories.person(employee_id)), like)


def page_of(client: Client, photo: Photo) -> str:
    return client.get(f"/admin/photos/photo/{photo.pk}/change/").content.decode()


def queries_of(client: Client, photo: Photo) -> int:
    with CaptureQueriesContext(connection) as queries:
        page_of(client, photo)
    return len(queries)


def test_the_page_names_the_other_person_and_leads_to_the_photo(admin_client: Client) -> None:
    photo, other = filed("e1001"), filed("e1008")
    page = page_of(admin_client, photo)
    assert f"{NOTICE} Kenji Mori (e1008)." in page
    assert f'href="/admin/photos/photo/{other.pk}/change/"' in page
    assert page.index(NOTICE) < page.index('class="sf-photo"')
    assert f"{NOTICE} Amara Okafor (e1001)." in page_of(admin_client, other)


def test_other_pictures_make_no_notice(admin_client: Client) -> None:
    photo = filed("e1001")
    filed("e1008", like="e1008")
    assert NOTICE not in page_of(admin_client, photo)


def test_a_person_is_named_once_with_their_newest_photo(admin_client: Client) -> None:
    photo, earlier = filed("e1001"), filed("e1008")
    newer = factories.filed(factories.judged_photo(earlier.person))
    page = page_of(admin_client, photo)
    assert page.count(NOTICE) == 1
    assert f'href="/admin/photos/photo/{newer.pk}/change/"' in page


def test_of_a_placeholder_a_few_people_are_named_and_the_others_counted(
    admin_client: Client,
) -> None:
    photos = [filed() for _ in range(6)]
    page = page_of(admin_client, photos[0])
    assert page.count(NOTICE) == 3
    assert "And for 2 more people." in page
    photos[1].person.delete()
    assert "And for 1 more person." in page_of(admin_client, photos[0])


def test_a_name_is_text(admin_client: Client) -> None:
    photo = filed("e1001")
    somebody = factories.person(last_name="<b>Example</b>")
    factories.filed(factories.judged_photo(somebody))
    assert "&lt;b&gt;Example&lt;/b&gt;" in page_of(admin_client, photo)


def test_who_deletes_is_not_shown_the_numbers_of_a_fingerprint(admin_client: Client) -> None:
    photo = filed("e1001")
    page = admin_client.get(f"/admin/photos/photo/{photo.pk}/delete/").content.decode()
    assert "Assessment" in page
    assert "ingerprint" not in page
    admin_client.post(f"/admin/photos/photo/{photo.pk}/delete/", {"post": "yes"})
    assert not FingerprintKey.objects.exists()


def test_the_queries_do_not_grow_with_the_copies(admin_client: Client) -> None:
    photo = filed("e1001")
    filed("e1008")
    queries_of(admin_client, photo)  # what is cached once for all
    few = queries_of(admin_client, photo)
    for _ in range(5):
        filed()
    assert queries_of(admin_client, photo) == few
