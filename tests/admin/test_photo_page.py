"""The page of one photo, and its buttons."""

import pytest
from django.test import Client

from photos.models import Assessment, Outcome, PersonCard, Photo, Review
from photos.quality.analysis import ENGINE_VERSION
from tests import factories

UNMEASURED = "This photo has not been measured yet; please wait a moment and try again."


def page_of(client: Client, photo: Photo) -> str:
    return client.get(f"/admin/photos/photo/{photo.pk}/change/").content.decode()


def press(client: Client, photo: Photo, decision: str, reason: str = "") -> str:
    """What the page says after one of its buttons."""
    address = f"/admin/photos/photo/{photo.pk}/decide/{decision}/"
    return client.post(address, {"reason": reason}, follow=True).content.decode()


def state_of(photo: Photo) -> str:
    photo.refresh_from_db()
    return photo.state


def test_the_guides_are_drawn_in_the_photos_own_pixels(admin_client: Client) -> None:
    photo = factories.judged_photo(factories.person("e1001"), Outcome.FIX, 60)
    page = page_of(admin_client, photo)
    assert 'viewBox="0 0 640.00 800.00"' in page
    assert '<line x1="180.00" y1="354.00" x2="465.00" y2="360.00"/>' in page
    assert '<g class="sf-guide-head"><path d="M' in page
    assert "M0 0 H640 V800 H0 Z M40.0 60.0 L600.0 60.0 L600.0 620.0 L40.0 620.0 Z" in page


def test_there_is_no_crop_to_show_where_none_was_proposed(admin_client: Client) -> None:
    page = page_of(admin_client, factories.judged_photo(factories.person("e1001")))
    assert "Eye line" in page
    assert "Proposed crop" not in page


def test_verdict_scores_and_findings_stand_beside_the_picture(admin_client: Client) -> None:
    photo = factories.judged_photo(factories.person("e1001"), Outcome.RETAKE, 21)
    page = page_of(admin_client, photo)
    for words in ("21<small> / 100", "Framing", "Head height", "allowed 0.45 to 0.80", "Fails"):
        assert words in page
    assert page.count(photo.main_reason) >= 2  # as the reason, and with its finding


def test_facts_name_file_size_standard_and_engine(admin_client: Client) -> None:
    page = page_of(admin_client, factories.judged_photo(factories.person("e1001")))
    for words in (
        "e1001.jpg",
        "640 \N{MULTIPLICATION SIGN} 800 px",
        "Headshot, version 0123abcd",
        f"version {ENGINE_VERSION}",
    ):
        assert words in page


def test_a_photo_that_waits_says_so(admin_client: Client) -> None:
    page = page_of(admin_client, factories.photo(factories.person("e1001")))
    assert "waiting to be measured" in page
    assert "Assess again" in page


def test_a_photo_whose_file_is_gone_still_has_its_page(admin_client: Client) -> None:
    photo = factories.judged_photo(factories.person("e1001"))
    photo.master.storage.delete(str(photo.master.name))
    assert "the file is missing" in page_of(admin_client, photo)


def test_earlier_photos_and_decisions_are_listed(admin_client: Client) -> None:
    person = factories.person("e1001")
    earlier = factories.judged_photo(person, Outcome.RETAKE, 20)
    press(admin_client, earlier, "ask_retake", "Please look at the camera.")
    page = page_of(admin_client, factories.judged_photo(person))
    assert f"/admin/photos/photo/{earlier.pk}/change/" in page
    assert "Please look at the camera." in page


def test_approve_publishes_and_keeps_who_did_it(admin_client: Client, admin_user: object) -> None:
    photo = factories.judged_photo(factories.person("e1001"), Outcome.UNSURE, 55)
    assert "Approved: the intranet may show this photo." in press(admin_client, photo, "approve")
    assert state_of(photo) == Photo.State.APPROVED
    assert photo.reviews.get().reviewer == admin_user
    assert PersonCard.objects.get(person=photo.person).published_photo is not None


def test_a_photo_to_be_taken_again_has_no_button_that_simply_approves(
    admin_client: Client,
) -> None:
    advised = factories.judged_photo(factories.person("e1001"), Outcome.RETAKE, 20)
    page = page_of(admin_client, advised)
    assert f"/photo/{advised.pk}/decide/approve/" not in page
    assert f"/photo/{advised.pk}/decide/waive/" in page


def test_a_photo_that_a_crop_mends_says_that_approving_is_enough(admin_client: Client) -> None:
    photo = factories.judged_photo(factories.person("e1001"), Outcome.FIX, 60)
    assert "No new photo is needed" in page_of(admin_client, photo)
    press(admin_client, photo, "approve")
    assert "No new photo is needed" not in page_of(admin_client, photo)


def test_asking_for_a_retake_says_what_follows(admin_client: Client) -> None:
    waiting = page_of(admin_client, factories.judged_photo(factories.person("e1001")))
    shown = page_of(admin_client, factories.published_photo(factories.person("e1002")))
    assert "A request goes to Amara, unless the settings of retakes say otherwise." in waiting
    assert "The intranet stops showing this photo at once." not in waiting
    assert "The intranet stops showing this photo at once." in shown


def test_waive_asks_for_a_reason(admin_client: Client) -> None:
    photo = factories.judged_photo(factories.person("e1001"), Outcome.RETAKE, 20)
    assert "Please say why" in press(admin_client, photo, "waive", "  ")
    assert state_of(photo) == Photo.State.IN_REVIEW
    press(admin_client, photo, "waive", "Taken at the award.")
    assert state_of(photo) == Photo.State.WAIVED
    assert photo.reviews.get().reason == "Taken at the award."


def test_a_retake_asks_for_a_reason(admin_client: Client) -> None:
    photo = factories.judged_photo(factories.person("e1001"))
    assert "Please say what should be different" in press(admin_client, photo, "ask_retake")
    assert state_of(photo) == Photo.State.IN_REVIEW
    press(admin_client, photo, "ask_retake", "Please without the hat of last year.")
    assert state_of(photo) == Photo.State.RETAKE_ASKED


def test_what_is_not_measured_cannot_be_approved(admin_client: Client) -> None:
    photo = factories.photo(factories.person("e1001"))
    assert UNMEASURED in press(admin_client, photo, "approve")
    assert state_of(photo) == Photo.State.WAITING


def test_assess_again_judges_stored_numbers_under_todays_standard(admin_client: Client) -> None:
    photo = factories.judged_photo(factories.person("e1001"))
    assert photo.judgement is not None
    before = photo.judgement.standard_version
    assert "judged anew" in press(admin_client, photo, "assess")
    photo.refresh_from_db()
    assert photo.judgement.standard_version != before


def test_assess_again_starts_failed_measuring_over(admin_client: Client) -> None:
    photo = factories.photo(factories.person("e1001"), state=Photo.State.FAILED)
    work = Assessment.objects.create(
        photo=photo,
        engine_version=ENGINE_VERSION,
        state="failed",
        attempts=3,
        due_at=photo.uploaded_at,
    )
    assert "queued to be measured" in press(admin_client, photo, "assess")
    work.refresh_from_db()
    assert (work.state, work.attempts) == (Assessment.State.PENDING, 0)
    assert state_of(photo) == Photo.State.WAITING


@pytest.mark.parametrize("decision", ["approve", "waive", "ask_retake", "assess"])
def test_who_may_only_look_decides_nothing(client: Client, db: None, decision: str) -> None:
    photo = factories.judged_photo(factories.person("e1001"))
    may = ("view_photo", "see_all_departments")
    client.force_login(factories.user("reader", may=may, is_staff=True))
    address = f"/admin/photos/photo/{photo.pk}/decide/{decision}/"
    assert client.post(address, {"reason": "because"}).status_code == 403
    assert not Review.objects.exists()


def test_a_decision_is_never_taken_by_opening_an_address(admin_client: Client) -> None:
    photo = factories.judged_photo(factories.person("e1001"))
    address = f"/admin/photos/photo/{photo.pk}/decide/approve/"
    assert admin_client.get(address).status_code == 405
    assert state_of(photo) == Photo.State.IN_REVIEW


def test_another_word_is_no_decision(admin_client: Client) -> None:
    photo = factories.judged_photo(factories.person("e1001"))
    address = f"/admin/photos/photo/{photo.pk}/decide/publish/"
    assert admin_client.post(address).status_code == 404


def test_the_page_has_nothing_to_save(admin_client: Client) -> None:
    photo = factories.judged_photo(factories.person("e1001"))
    address = f"/admin/photos/photo/{photo.pk}/change/"
    assert admin_client.post(address, {"state": "approved"}).status_code == 405


def test_after_the_current_photo_is_deleted_the_one_before_is_current(
    admin_client: Client,
) -> None:
    person = factories.person("e1001")
    earlier = factories.judged_photo(person, Outcome.PASS, 90)
    current = factories.judged_photo(person, Outcome.RETAKE, 10)
    admin_client.post(f"/admin/photos/photo/{current.pk}/delete/", {"post": "yes"})
    earlier.refresh_from_db()
    assert earlier.is_current
    assert PersonCard.objects.get(person=person).score == 90


def test_a_value_has_no_sign_where_the_allowed_range_has_none(admin_client: Client) -> None:
    photo = factories.judged_photo(factories.person("e1001"), Outcome.RETAKE, 20)
    assert photo.judgement is not None
    turned = {"rule": "head_pose_yaw", "value": -38.0, "unit": "deg", "allowed": "at most 15°"}
    photo.judgement.findings = [{**photo.judgement.findings[0], **turned}]
    photo.judgement.save()
    page = page_of(admin_client, photo)
    assert "<b>38°</b>" in page


def test_the_page_says_which_photo_the_intranet_shows_meanwhile(admin_client: Client) -> None:
    person = factories.person("e1001")
    published = factories.published_photo(person)
    newer = factories.judged_photo(person, Outcome.FIX, 60)
    page = page_of(admin_client, newer)
    assert "Until this photo is approved, the intranet shows" in page
    assert f"/admin/photos/photo/{published.pk}/change/" in page


def test_the_page_says_what_a_photo_is_good_for(admin_client: Client) -> None:
    photo = factories.published_photo(factories.person("e1001"))
    page = admin_client.get(f"/admin/photos/photo/{photo.pk}/change/").content.decode()
    assert "What it is good for" in page
    assert "Team directory" in page
    assert "Author, press and personal pages" in page
