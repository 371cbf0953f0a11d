"""Ways around the pages: searches, filters, files, posted ids, background work, other accounts."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from desk.photo_import import running
from desk.photo_import.rows import ImportedFile, PhotoImport
from directory.models import Department, DepartmentAccess, Person
from photos.bulk_decisions import APPROVE, leave_to_job, plan
from photos.models import BulkDecision, Outcome, Photo, Review
from tests import factories
from tests.access.admin_company import World, markers_of_others, rows_of_others, world
from tests.access.admin_table import About
from tests.access.roles import Role
from tests.access.test_admin_matrix import text_of
from work import jobs
from work.engines.chosen import engine

pytestmark = pytest.mark.django_db
PEOPLE, PHOTOS = "admin:directory_person_changelist", "admin:photos_photo_changelist"
LISTS = (PEOPLE, PHOTOS, "admin:directory_department_changelist")


@pytest.fixture
def made() -> World:
    """Two departments at work."""
    return world()


@pytest.fixture
def hr(made: World) -> Client:
    """HR of the one department."""
    client = Client()
    client.force_login(made.users[Role.HR])
    return client


def looks(made: World) -> list[str]:
    """Addresses that ask for the others by name, department or id."""
    other, department = made.company.other, made.company.other.person.department
    assert department
    piece = other.person.last_name[:-1]  # an address is echoed: what is found is more than it
    photo, person = other.newest.pk, other.person.pk
    queries = {
        PEOPLE: (f"q={piece}", f"department__id__exact={department.pk}", f"id__exact={person}"),
        PHOTOS: (f"q={piece}", f"person__department__id__exact={department.pk}", "_facets=True"),
        "admin:directory_person_export": (f"q={piece}",),
        "admin:photos_photo_export": (f"person__department__id__exact={department.pk}",),
        "admin:desk-exports": (f"department={department.slug}",),
        "admin:desk-exports-zip": (f"department={department.slug}", "target=own&pattern={number}"),
        "admin:desk-sheet": (f"department={department.slug}", "mode=both&sort=marks"),
        "admin:desk-review": (f"photo={photo}", f"after={photo}", f"department={department.pk}"),
        "admin:retakes_retake_changelist": ("look=overdue", f"q={piece}"),
        "admin:retakes-freshness": ("show=missing",),
        "admin:desk-standard-choose": (f"standard=headshot&department={department.pk}",),
        "admin:search": (f"s={piece}", "s=person"),
        "admin:autocomplete": (
            f"app_label=photos&model_name=photo&field_name=person&term={piece}",
            f"app_label=directory&model_name=person&field_name=department&term={department.name[:2]}",
        ),
        "admin:directory_person_add": (f"department={department.pk}", f"_popup=1&id={person}"),
        "admin:directory_person_changelist": (f"_popup=1&_to_field=id&id__exact={person}",),
    }
    return [f"{reverse(name)}?{query}" for name, asked in queries.items() for query in asked]


def test_no_search_filter_or_file_tells_of_others(made: World, hr: Client) -> None:
    markers = markers_of_others(made.company)
    own = made.company.own.person
    for address in looks(made):
        response = hr.get(address)
        assert response.status_code < 500, address
        told = {marker for marker in markers if marker in text_of(response)}
        assert not told, (address, told)
    for name in LISTS:
        export = reverse(name) + "export/"
        files = [text_of(hr.post(export, {"format": kind})) for kind in ("csv", "xlsx")]
        assert not [marker for marker in markers if any(marker in file for file in files)]
        assert all(own.employee_id in file or str(own.department) in file for file in files)


def test_whoever_sees_all_finds_the_same_there(made: World) -> None:
    lead = Client()
    lead.force_login(made.users[Role.LEAD])
    told = "".join(text_of(lead.get(address)) for address in looks(made))
    other = made.company.other.person
    assert {other.last_name, other.employee_id, str(other.department)} <= {
        marker for marker in markers_of_others(made.company) if marker in told
    }


def selected(*ids: int, **more: str) -> dict[str, Any]:
    """The form of a list with these rows ticked."""
    return {"_selected_action": [str(pk) for pk in ids], "index": "0", **more}


def test_no_posted_id_reaches_others(made: World, hr: Client) -> None:
    before, company = rows_of_others(made), made.company
    other, own, department = company.other, company.own, company.other.person.department
    assert department
    photos = (company.unplaced.newest.pk, other.newest.pk)
    sure = {"confirmed": "1", "reason": "So.", "post": "yes"}
    for action in ("approve_chosen", "waive_chosen", "ask_retake_of_chosen", "delete_selected"):
        for across in ("0", "1"):
            ticked = selected(*photos, action=action, select_across=across, **sure)
            hr.post(f"{reverse(PHOTOS)}?id__in={photos[0]},{photos[1]}", ticked)
    hr.post(reverse(PEOPLE), selected(other.person.pk, action="delete_selected", **sure))
    hr.post(reverse("admin:desk-review-claims"), {"shown": photos, "ahead": photos})
    assert hr.post(reverse("admin:desk-review-next"), {"after": photos[1]}).status_code == 404
    where = {"department": str(department.pk), "note": "Ours now.", "standard": "creative"}
    assert hr.post(reverse("admin:desk-standard-choose"), where).status_code == 404
    company_wide = where | {"department": ""}
    assert hr.post(reverse("admin:desk-standard-choose"), company_wide).status_code == 403
    form = {"first_name": "Robin", "employee_id": "e2000", "status": "active"}
    for moved in (str(department.pk), ""):
        hr.post(reverse("admin:directory_person_add"), form | {"department": moved})
        change = reverse("admin:directory_person_change", args=[own.person.pk])
        hr.post(change, form | {"department": moved})
    assert not Person.objects.filter(employee_id="e2000").exists()
    assert rows_of_others(made) == before
    assert Photo.objects.filter(pk=own.newest.pk).exists()


def test_a_list_of_people_goes_no_further_than_ones_departments(made: World, hr: Client) -> None:
    before, company = rows_of_others(made), made.company
    other, own, unplaced = company.other.person, company.own.person, company.unplaced.person
    refused = {
        f"{other.employee_id},Taken,,{own.department}": other,  # somebody else's person
        f"{unplaced.employee_id},Taken,,{own.department}": unplaced,
        f"{own.employee_id},Moved,,{other.department}": other,
        "e2000,New,,Nowhere": other,
        "e2001,New,,": other,
        f"{own.employee_id},Same address,{other.email},": other,
    }
    for line, of in refused.items():
        told = sent_list(hr, line)
        assert "Nothing was imported" in told
        told = told.replace(line, "")  # what was sent is said again
        sent = set(line.split(","))
        hidden = {of.last_name, of.card.key, of.job_title, of.employee_id} - sent
        assert not [word for word in hidden if word and word in told], line
    assert rows_of_others(made) == before
    assert not Department.objects.filter(name="Nowhere").exists()
    assert "Nothing is written yet" in sent_list(hr, f"{own.employee_id},Amara A.,,")


def sent_list(hr: Client, line: str) -> str:
    """The page after sending a list of one person."""
    content = f"employee_id,first_name,email,department\n{line}\n".encode()
    file = SimpleUploadedFile("people.csv", content, "text/csv")
    response = hr.post(
        reverse("admin:directory_person_import"), {"import_file": file, "format": "0"}
    )
    return str(response.content.decode())


def test_photos_brought_in_find_only_ones_own_people(made: World, hr: Client) -> None:
    before, company = rows_of_others(made), made.company
    other, own = company.other.person, company.own.person
    confirming = PhotoImport.objects.get(pk=made.ids[About.CONFIRMING]["own"])
    file = confirming.files.get()
    page = reverse("admin:desk-bring-in-one", args=[confirming.pk])
    assert own.full_name in text_of(hr.get(page))
    assert other.full_name not in text_of(hr.get(page))
    confirm = reverse("admin:desk-bring-in-confirm", args=[confirming.pk])
    hr.post(confirm, {f"choice-{file.pk}": str(other.pk)})
    told = text_of(hr.post(confirm, {f"employee-{file.pk}": other.employee_id}, follow=True))
    assert "nobody has the employee id" in told
    file.refresh_from_db()
    assert (file.state, file.person) == (ImportedFile.State.ARRIVED, None)

    matched = PhotoImport.objects.create(by=made.users[Role.HR])
    name = f"{other.employee_id}.jpg"
    matched.files.create(kind="photo", name=name, state="arrived")
    hr.post(reverse("admin:desk-bring-in-go-on", args=[matched.pk]))
    assert matched.files.get().candidates == []

    # Somebody who moved away between the match and the taking in stays untouched.
    running_one = PhotoImport.objects.create(by=made.users[Role.HR], state="running")
    running_one.files.create(kind="photo", name=name, state="ready", person=other)
    running.run(running_one.pk)
    assert running_one.files.get().state == ImportedFile.State.LEFT_OUT
    assert rows_of_others(made) == before


def test_what_follows_in_the_background_keeps_to_the_starters_reach(made: World) -> None:
    hr, company = made.users[Role.HR], made.company
    passing = [
        factories.judged_photo(one.person, Outcome.PASS, 90)
        for one in (company.own, company.other)
    ]
    photos = Photo.objects.filter(pk__in=[photo.pk for photo in passing])
    leave_to_job(BulkDecision(reviewer=hr, deed=APPROVE), plan(APPROVE, photos).fitting)
    jobs.run_job.func(*engine().messages(jobs.run_job.module_path)[-1].args)
    decided = Review.objects.filter(photo__in=photos).values_list("photo", flat=True)
    assert list(decided) == [passing[0].pk]


def test_only_who_sees_everybody_gives_departments(made: World) -> None:
    department = made.company.other.person.department
    assert department
    hr, lead = made.users[Role.HR], made.users[Role.LEAD]
    accounts = Permission.objects.filter(codename__in=["view_user", "change_user"])
    for user in (hr, lead):
        user.user_permissions.add(*accounts)
        client = Client()
        client.force_login(user)
        assert_gives(client, hr, department, is_given=user is lead)


def assert_gives(client: Client, to: User, department: Department, *, is_given: bool) -> None:
    """Whether a posted form gives somebody a department."""
    form = {
        "username": to.username,
        "is_active": "on",
        "date_joined_0": "2026-01-01",
        "date_joined_1": "10:00",
        "department_access-TOTAL_FORMS": "1",
        "department_access-INITIAL_FORMS": "0",
        "department_access-0-user": str(to.pk),
        "department_access-0-department": str(department.pk),
    }
    address = reverse("admin:auth_user_change", args=[to.pk])
    page = text_of(client.get(address))
    assert (department.name in page) is is_given
    client.post(address, form)
    given = DepartmentAccess.objects.filter(user=to, department=department)
    assert given.exists() is is_given


def test_who_was_given_no_department_yet_is_told_so(made: World) -> None:
    user = factories.user(
        may=("view_person", "view_photo", "change_photo", "add_photo", "view_department"),
        is_staff=True,
    )
    client = Client()
    client.force_login(user)
    desk = ("review", "sheet", "exports", "bring-in", "overrules", "standards")
    for name in ("admin:index", *LISTS, *(f"admin:desk-{page}" for page in desk)):
        told = text_of(client.get(reverse(name)))
        assert "You see nobody yet" in told, name
        assert not [one for one in markers_of_others(made.company) if one in told], name
    assert client.get(reverse("admin:desk-exports-zip")).status_code == 302


def test_the_overview_counts_ones_own_departments_alone(made: World, hr: Client) -> None:
    context = hr.get(reverse("admin:index")).context
    assert (context["people_count"], context["retake_count"]) == (1, 1)
    assert [bar.title for bar in context["coverage"].first] == [made.company.department.name]
    assert context["own_departments"] == [made.company.department.name]
    assert not context["may_price"]
    assert io.StringIO(str(context["sidebar_navigation"])).read().count("'badge': ") >= 1
