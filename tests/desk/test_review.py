"""The review queue: its order, who holds which photo, what is told when somebody was faster."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from desk.models import ReviewClaim
from photos import reviews
from photos.models import Assessment, Outcome, PersonCard, Photo, Publication, Review
from photos.quality.analysis import Analysis
from photos.quality.measurement import Measurement
from tests import factories

pytestmark = pytest.mark.django_db
QUEUE = "/admin/desk/review/"
JSON = {"Accept": "application/json"}


def of(username: str) -> Client:
    """A browser of somebody of HR."""
    client = Client()
    client.force_login(factories.hr_user(username))
    return client


def first(client: Client, query: str = "") -> Photo | None:
    """The photo that the queue opens with."""
    context = client.get(f"{QUEUE}?{query}").context
    return context["shown"].photo if "shown" in context else None


def decide(client: Client, photo: Photo, decision: str, seen: str = "", reason: str = "") -> Any:
    """What a key sends."""
    asked = {"decision": decision, "seen": seen or reviews.seen_of(photo), "reason": reason}
    return client.post(f"{QUEUE}photos/{photo.pk}/decide/", asked, headers=JSON)


def test_the_worst_come_first_and_skipped_ones_again_at_the_end() -> None:
    maria = of("maria")
    best, worst, middle = (
        factories.judged_photo(factories.person(), verdict, score)
        for verdict, score in ((Outcome.PASS, 92), (Outcome.RETAKE, 12), (Outcome.FIX, 60))
    )
    assert first(maria) == worst
    assert [first(maria, f"after={one.pk}") for one in (worst, middle, best)] == [
        middle,
        best,
        worst,
    ]
    assert first(maria, "verdict=pass") == best
    assert first(maria, f"department={factories.department('Legal').pk}") is None
    assert first(maria, f"photo={middle.pk}") == middle


def test_two_reviewers_never_get_the_same_photo() -> None:
    maria, james = of("maria"), of("james")
    shown, ahead, free = (
        factories.judged_photo(factories.person(), score=score) for score in (81, 82, 83)
    )
    assert first(maria) == shown
    maria.post(f"{QUEUE}next/", {"after": shown.pk, "without": [shown.pk]})
    assert first(james) == free
    assert "Nothing free" in of("mei").get(QUEUE).text or first(of("yuki")) is None
    maria.post(f"{QUEUE}claims/", {"release": [shown.pk, ahead.pk]})
    assert first(of("priya")) == shown


@pytest.mark.django_db(transaction=True)
def test_of_two_claims_in_one_moment_one_wins() -> None:
    photo = factories.judged_photo(factories.person())
    people = [factories.hr_user().pk for _ in range(4)]

    def claim(reviewer_id: int) -> bool:
        try:
            return ReviewClaim.objects.claim(photo.pk, reviewer_id, timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as threads:
        assert sum(threads.map(claim, people)) == 1


def test_a_colleague_is_named_and_may_be_relieved() -> None:
    maria, james = of("maria"), of("james")
    User.objects.filter(username="maria").update(first_name="Maria", last_name="Keller")
    photo = factories.judged_photo(factories.person())
    first(maria)
    assert (
        "Maria Keller is looking at this photo since"
        in james.get(f"{QUEUE}?photo={photo.pk}").text
    )
    refused = decide(james, photo, "approve")
    assert refused.status_code == 409
    assert "Maria Keller is looking" in refused.json()["told"]
    james.post(f"{QUEUE}photos/{photo.pk}/take/")
    assert decide(maria, photo, "approve").status_code == 409
    assert maria.post(f"{QUEUE}claims/", {"shown": photo.pk}).json() == {"lost": [photo.pk]}
    assert decide(james, photo, "approve").status_code == 200
    assert not ReviewClaim.objects.filter(reviewer__username="james").exists()


def test_a_stale_decision_is_told_and_nothing_typed_is_lost() -> None:
    maria = of("maria")
    photo = factories.judged_photo(factories.person(), Outcome.RETAKE, 12)
    seen = reviews.seen_of(photo)
    reviews.ask_retake(photo, factories.hr_user("james"), "Please come closer.")
    answer = decide(maria, photo, "waive", seen, "On leave until May.")
    assert answer.status_code == 409
    assert answer.json()["told"].startswith("james asked for a retake of this photo at")
    assert "On leave until May." in answer.json()["html"]
    page = maria.post(
        f"/admin/photos/photo/{photo.pk}/decide/waive/",
        {"seen": seen, "reason": "On leave until May."},
        follow=True,
    )
    assert "james asked for a retake" in page.text
    assert "You wrote: “On leave until May.”" in page.text
    assert Review.objects.count() == 1


@pytest.mark.parametrize("change", ["newer photo", "other verdict"])
def test_a_changed_photo_is_not_decided_about(change: str) -> None:
    photo = factories.judged_photo(factories.person())
    seen = reviews.seen_of(photo)
    if change == "newer photo":
        factories.judged_photo(photo.person)
    else:
        photo.judgement = factories.judged_photo(factories.person()).judgement
        photo.save()
    assert decide(of("maria"), photo, "approve", seen).status_code == 409
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("verdict", "decision", "why"),
    [
        (Outcome.RETAKE, "approve", "needs a reason"),
        (Outcome.FIX, "approve", "C approves it"),
        (Outcome.PASS, "use_crop", "No crop"),
        (Outcome.PASS, "waive", "meets the standard"),
        (Outcome.UNSURE, "ask_retake", "what should be different"),
    ],
)
def test_one_key_makes_no_decision_that_does_not_fit(
    verdict: str, decision: str, why: str
) -> None:
    photo = factories.judged_photo(factories.person(), verdict, 50)
    reason = "" if decision == "ask_retake" else "Fine."
    answer = decide(of("maria"), photo, decision, reason=reason)
    assert answer.status_code == 409
    assert why in answer.json()["told"]


def test_the_crop_is_accepted_as_a_decision_of_its_own() -> None:
    photo = factories.judged_photo(factories.person("e1001"), Outcome.FIX, 62)
    assert decide(of("maria"), photo, "use_crop").status_code == 200
    photo.refresh_from_db()
    assert photo.state == Photo.State.APPROVED
    assert photo.reviews.get().decision == Review.Decision.USE_CROP
    assert Publication.objects.get().photo == photo


def test_old_and_new_stand_beside_each_other_with_their_numbers() -> None:
    maria, amara, seen = of("maria"), factories.person("e1001"), factories.measured()
    asked = tilted(factories.judged_photo(amara, Outcome.RETAKE, 20), seen, 25.0)
    reviews.ask_retake(asked, factories.hr_user("james"), "Head up, please.")
    factories.judged_photo(amara, Outcome.UNSURE, 45)  # better, and yet not what was asked
    new = factories.measured_photo(amara)
    for page in (f"{QUEUE}photos/{new.pk}/", f"/admin/photos/photo/{new.pk}/change/"):
        html = maria.get(page).text
        assert html.count(f"/{asked.pk}/preview/") == 1
        assert f"/{new.pk}/preview/" in html
        row = " ".join(strip_tags(html.partition("Head upright</th>")[2][:1200]).split())
        assert row.startswith("cancel25° check_circle2° arrow_upwardbetter"), row
        # The old photo had been judged by another version: by the new one's rules one is better.
        assert "Better in 1 of" in html
        assert "“Head upright”." in html


def tilted(photo: Photo, seen: Analysis, degrees: float) -> Photo:
    """The photo with stored measurements, in which the head is tilted."""
    assert photo.judgement
    roll = Measurement("head_pose_roll", degrees, "deg")
    others = (one for one in seen.measurements if one.name != roll.name)
    stored = replace(seen, measurements=(*others, roll)).as_json()
    Assessment.objects.filter(judgements=photo.judgement).update(analysis=stored)
    return photo


def test_undo_brings_the_published_photo_back() -> None:
    maria, person = of("maria"), factories.person("e1001")
    old = factories.published_photo(person, is_current=False)
    new = factories.judged_photo(person)
    review = decide(maria, new, "approve").json()["review"]
    assert Publication.objects.get().photo == new
    answer = maria.post(f"{QUEUE}undo/{review}/", headers=JSON)
    assert answer.json()["told"] == "Taken back."
    new.refresh_from_db()
    assert new.state == Photo.State.IN_REVIEW
    assert PersonCard.objects.get(person=person).published_photo == old
    assert Publication.objects.get().photo == old
    assert "Taken back" in maria.get(f"/admin/photos/photo/{new.pk}/change/").text
    assert maria.post(f"{QUEUE}undo/{review}/", headers=JSON).status_code == 409


def test_undo_is_refused_to_others_and_after_something_newer() -> None:
    maria, hr = factories.hr_user("maria"), factories.hr_user("james")
    photo = factories.judged_photo(factories.person())
    approved = reviews.approve(photo, maria)
    with pytest.raises(reviews.Conflict, match="Only who made"):
        reviews.undo(approved, hr)
    asked = reviews.ask_retake(photo, hr, "Too dark.")
    with pytest.raises(reviews.Conflict, match="newer decision"):
        reviews.undo(approved, maria)
    reviews.undo(asked, hr)
    factories.judged_photo(photo.person)
    with pytest.raises(reviews.Conflict, match="newer photo"):
        reviews.undo(approved, maria)
    photo.refresh_from_db()
    assert photo.state == Photo.State.APPROVED


def test_what_is_judged_after_a_decision_is_in_review_after_undo() -> None:
    photo, hr = factories.photo(factories.person()), factories.hr_user()
    review = reviews.ask_retake(photo, hr, "Too dark.")
    Photo.objects.filter(pk=photo.pk).update(verdict=Outcome.PASS, score=90)
    assert reviews.undo(review, hr).photo.state == Photo.State.IN_REVIEW


def test_without_the_script_plain_forms_go_on_to_the_next_photo() -> None:
    maria = of("maria")
    one, other = (factories.judged_photo(factories.person()) for _ in range(2))
    asked = {"decision": "approve", "seen": reviews.seen_of(one)}
    page = maria.post(f"{QUEUE}photos/{one.pk}/decide/", asked, follow=True)
    assert page.context["shown"].photo == other
    asked["seen"] = reviews.seen_of(other)
    page = maria.post(f"{QUEUE}photos/{other.pk}/decide/", asked, follow=True)
    assert "Nothing left to decide" in page.text
    assert "2 approved" in page.text


def test_only_who_may_decide_gets_the_queue() -> None:
    client = Client()
    client.force_login(factories.user(may=("view_photo",), is_staff=True))
    assert client.get(QUEUE).status_code == 403


def test_one_photo_takes_few_queries_whatever_the_length_of_the_queue(
    admin_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    photos = [factories.judged_photo(factories.person(), score=50 + n) for n in range(12)]
    with django_assert_max_num_queries(16):
        admin_client.get(f"{QUEUE}photos/{photos[0].pk}/")
    with django_assert_max_num_queries(20):
        asked = {"after": photos[0].pk, "without": [photos[0].pk]}
        admin_client.post(f"{QUEUE}next/", asked)


def test_numbers_that_no_database_takes_are_no_ids(admin_client: Client) -> None:
    factories.judged_photo(factories.person("e1001"), Outcome.FIX, 60)
    long = "9" * 40
    for address in (
        *(f"review/?{name}={long}" for name in ("photo", "after", "department")),
        f"sheet/?page={long}",
        f"retakes/?page={long}",
        f"exports/?size={long}",
        f"standards/choose/?scope={long}&standard=headshot",
    ):
        assert admin_client.get(f"/admin/desk/{address}").status_code in {200, 404}, address
    assert admin_client.post("/admin/desk/review/claims/", {"shown": long}).status_code == 200
