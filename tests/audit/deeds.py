"""All that can be done here, each with the words that the trail must find for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from desk.models import PhotoImport, SavedList
from desk.photo_import import running
from directory.models import Department, Person
from photos.bulk_decisions import Seen, leave_to_job
from photos.models import BulkDecision, OwnStandard, Photo, Review
from tests import factories
from tests.api.callers import caller
from tokens.models import ApiToken
from webhooks.models import Delivery, Endpoint
from work import failures, jobs
from work.engines.chosen import engine

# Each a personal value or something that somebody typed; none may ever stand in the trail.
MARKS = {
    "employee_id": "mark-007",
    "first_name": "Firstmark",
    "last_name": "Lastmark",
    "email": "emailmark@example.com",
    "job_title": "Jobmark",
    "location": "Placemark",
}
REASON, FILE, DEPARTMENT, LIST = "Reasonmark", "filemark.jpg", "Departmentmark", "Listmark"
ALL_MARKS = (*MARKS.values(), REASON, FILE, DEPARTMENT, LIST, "titlemark", "passmark", "groupmark")
PEOPLE, PHOTOS, DESK = "/admin/directory/person/", "/admin/photos/photo/", "/admin/desk/"
USERS, GROUPS = "/admin/auth/user/", "/admin/auth/group/"
TOKENS, DEPARTMENTS = "/admin/tokens/apitoken/", "/admin/directory/department/"


@dataclass(frozen=True)
class Deed:
    """Something done, and the actions that the trail must hold of it, in their order."""

    do: Callable[[], Any]
    actions: str


@dataclass
class World:
    """Whom and what it is done to."""

    admin: Client
    user: User
    key: str
    person: Person
    folder: Path

    @property
    def photo(self) -> Photo:
        """The person's current photo."""
        return self.person.photos.get(is_current=True)


def world(admin: Client, user: User, folder: Path) -> World:
    """A marked person in a marked department, with a measured photo."""
    person = factories.person(department=factories.department(DEPARTMENT), **MARKS)
    photo = factories.measured_photo(person, verdict="retake", original_name=FILE)
    Photo.objects.filter(pk=photo.pk).update(verdict="retake")
    key = factories.token("hr", user=user, name="payroll").key
    return World(admin, user, key, person, folder)


def all_deeds(of: World) -> Iterator[Deed]:
    """Everything, in an order in which it is possible."""
    yield from looking(of)
    yield from deciding(of)
    yield from coming_in(of)
    yield from going_out(of)
    yield from rules(of)
    yield from background(of)
    yield from accounts(of)
    yield from commands(of)
    yield from ending(of)


def form_of(page: Any) -> dict[str, Any]:
    """What a page's form would send as it stands."""
    form = page.context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    kept = {name: "" if value is None else value for name, value in values.items()}
    for formset in page.context["inline_admin_formsets"]:
        management = formset.formset.management_form
        kept |= {
            management[name].html_name: management[name].value() for name in management.fields
        }
    return kept


def changed(of: World, address: str, **values: Any) -> Any:
    """Send a page's form with other values."""
    return of.admin.post(address, form_of(of.admin.get(address)) | values)


def chosen(of: World, address: str, action: str, *rows: int, **values: Any) -> Any:
    """Carry out a list's action on rows."""
    return of.admin.post(address, {"action": action, "_selected_action": rows, **values})


def looking(of: World) -> Iterator[Deed]:
    """Pages of a person's data, and the original."""
    get = of.admin.get
    yield Deed(lambda: get(f"{PEOPLE}{of.person.pk}/change/"), "person.view")
    yield Deed(lambda: get(f"{PHOTOS}{of.photo.pk}/change/"), "photo.view")
    yield Deed(lambda: get(f"{DESK}review/?photo={of.photo.pk}"), "photo.view")
    yield Deed(lambda: get(f"{DESK}review/photos/{of.photo.pk}/"), "photo.view")
    yield Deed(lambda: get(f"/photos/{of.photo.pk}/master/"), "photo.download")


def deciding(of: World) -> Iterator[Deed]:
    """Every decision, by every way."""
    typed = {"reason": REASON}

    def decide(what: str) -> Callable[[], Any]:
        return lambda: of.admin.post(f"{PHOTOS}{of.photo.pk}/decide/{what}/", typed)

    def review(decision: str) -> Any:
        sent = {"decision": decision, **typed}
        return caller(of.key).post(f"/api/v1/photos/{of.photo.pk}/review/", sent)

    for what in ("approve", "waive", "ask_retake"):
        yield Deed(decide(what), f"photo.{what}")
    yield Deed(decide("assess"), "photo.assess")
    yield Deed(lambda: review("waive"), "photo.waive")
    yield Deed(decide("pin"), "photo.pin")
    yield Deed(decide("unpin"), "photo.unpin")
    yield Deed(
        lambda: of.admin.post(
            f"{DESK}review/photos/{of.photo.pk}/decide/", {"decision": "ask_retake", **typed}
        ),
        "photo.ask_retake",
    )
    yield Deed(
        lambda: of.admin.post(f"{DESK}review/undo/{Review.objects.latest('pk').pk}/"),
        "photo.undo",
    )
    yield Deed(lambda: decided_later(of), "job.begin photo.ask_retake")
    yield Deed(lambda: review("use_crop"), "")  # refused: nothing is done, nothing recorded


def decided_later(of: World) -> None:
    """A decision that went to the background."""
    photo = of.photo
    seen = Seen(photo.pk, photo.state, photo.verdict, photo.is_current)
    leave_to_job(BulkDecision(reviewer=of.user, deed="ask_retake", reason=REASON), [seen])
    jobs.run_job.func(*engine().messages(jobs.run_job.module_path)[-1].args)


def coming_in(of: World) -> Iterator[Deed]:
    """Uploads and imports."""
    upload = f"/api/v1/people/{MARKS['employee_id']}/photos/"

    def send() -> Any:
        file = SimpleUploadedFile(FILE, factories.picture("e1002"), "image/jpeg")
        return caller(of.key).post(upload, {"photo": file}, format="multipart")

    def bring(**posted: Any) -> Any:
        newest = PhotoImport.objects.latest("pk").pk
        return of.admin.post(f"{DESK}bring-in/{newest}/confirm/", posted)

    file = SimpleUploadedFile(f"{MARKS['employee_id']}.jpg", factories.picture("e1003"))
    yield Deed(send, "photo.upload")
    yield Deed(send, "")  # the same bytes: nothing is done
    yield Deed(
        lambda: of.admin.post(f"{DESK}bring-in/begin/", {"files": [file]}), "photo_import.begin"
    )
    yield Deed(
        lambda: of.admin.post(f"{DESK}bring-in/{PhotoImport.objects.latest('pk').pk}/go-on/"),
        "photo_import.match",
    )
    yield Deed(lambda: bring(do="start"), "photo_import.decide photo_import.start")
    yield Deed(
        lambda: running.take_in.func(PhotoImport.objects.latest("pk").pk),
        "photo.upload photo_import.finish",
    )
    yield Deed(lambda: people_imported(of), "people.import")


def people_imported(of: World) -> None:
    """A people list, looked at and confirmed."""
    header = "employee_id;first_name;last_name\n"
    content = f"{header}{MARKS['employee_id']};{MARKS['first_name']};Lastmarker".encode()
    sent = {"import_file": SimpleUploadedFile("listmark.csv", content), "format": "0"}
    preview = of.admin.post(f"{PEOPLE}import/", sent)
    context: Any = preview.context
    of.admin.post(f"{PEOPLE}process_import/", context["confirm_form"].initial)


def going_out(of: World) -> Iterator[Deed]:
    """Everything that leaves as a file."""
    post, get = of.admin.post, of.admin.get
    search = f"?q={MARKS['last_name']}"
    yield Deed(lambda: post(f"{PEOPLE}export/{search}", {"format": "csv"}), "list.export")
    yield Deed(lambda: post(f"{PHOTOS}export/", {"format": "xlsx"}), "list.export")
    yield Deed(lambda: post(f"{DEPARTMENTS}export/", {"format": "csv"}), "list.export")
    yield Deed(lambda: post("/admin/audit/event/export/", {"format": "csv"}), "list.export")
    yield Deed(lambda: get(f"{DESK}sheet/sheet.pdf"), "sheet.export")
    yield Deed(lambda: post(f"{DESK}overrules/labels.zip"), "labels.export")
    yield Deed(
        lambda: get(f"{DESK}bring-in/{PhotoImport.objects.latest('pk').pk}/report.csv"),
        "photo_import.report",
    )
    yield Deed(lambda: get(f"{DESK}standards/headshot/file/"), "standard.export")


def rules(of: World) -> Iterator[Deed]:
    """Standards, departments, prices, saved lists, and a person by hand."""
    post = of.admin.post
    one = Department.objects.get(name=DEPARTMENT).pk

    def own() -> str:
        return f"{DESK}standards/{OwnStandard.objects.get().name}/"

    copied = {"title": "Titlemark", "summary": "Titlemark"}
    edges = {f"head_height-{key}-low": "60" for key in ("warn", "pass", "target")}
    entered = {"shot_types": ["headshot"], **edges, "note": REASON, "seen": "1", "save": "1"}
    yield Deed(lambda: post(f"{DESK}standards/headshot/copy/", copied), "standard.create")
    yield Deed(lambda: post(own(), entered), "standard.change")
    yield Deed(
        lambda: post(
            f"{DESK}standards/choose/",
            {"standard": OwnStandard.objects.get().name, "department": one, "note": REASON},
        ),
        "standard.choose",
    )
    yield Deed(
        lambda: changed(of, f"{DEPARTMENTS}{one}/change/", standard="corporate"),
        "standard.choose department.change",
    )
    yield Deed(
        lambda: post(f"{DEPARTMENTS}add/", {"name": "Departmentmarked", "slug": "x"}),
        "department.add",
    )
    yield Deed(
        lambda: post(
            f"{DESK}prices/",
            {
                "currency": "EUR",
                "mode": "per_head",
                "head_low": "1",
                "head_high": "2",
            },
        ),
        "prices.change",
    )
    yield Deed(
        lambda: post(f"{DESK}lists/people/save/", {"name": LIST, "query": f"q={LIST}"}),
        "saved_list.save",
    )
    yield Deed(
        lambda: post(f"{DESK}lists/{SavedList.objects.get().pk}/change/", {"name": f"{LIST}2"}),
        "saved_list.change",
    )
    yield Deed(
        lambda: post(f"{DESK}lists/{SavedList.objects.get().pk}/change/", {"delete": "1"}),
        "saved_list.delete",
    )
    yield Deed(
        lambda: changed(of, f"{PEOPLE}{of.person.pk}/change/", job_title="Jobmarked"),
        "person.view person.change",
    )
    made = MARKS | {"employee_id": "mark-008", "email": "", "status": "active"}
    yield Deed(lambda: post(f"{PEOPLE}add/", made), "person.add")


def background(of: World) -> Iterator[Deed]:
    """Background work paused, begun, retried and discarded."""

    def post(address: str, **sent: Any) -> Any:
        return of.admin.post(f"{DESK}work/{address}/", sent)

    def fail() -> int:
        return failures.record(
            "photos.tasks.assess_photo",
            [7],
            queue="photos",
            priority=0,
            error="KeyError",
            attempts=5,
        ).pk

    yield Deed(lambda: post("queues/pause", queue="bulk"), "work.pause")
    yield Deed(lambda: post("queues/pause", queue="bulk"), "")  # it stands still already
    yield Deed(lambda: post("queues/resume", queue="bulk"), "work.resume")
    yield Deed(lambda: post("failures/settle", do="retry selected", ids=fail()), "work.retry")
    yield Deed(lambda: post("failures/settle", do="discard all", ids=fail()), "work.discard")
    yield Deed(lambda: post("jobs/rejudge/begin"), "job.begin")
    work = of.photo.assessments
    before = dict(work.values_list("pk", "state"))
    yield Deed(
        lambda: work.update(state="failed") and post("photos/retry", do="all"), "photos.retry"
    )
    for pk, state in before.items():
        work.filter(pk=pk).update(state=state)


def accounts(of: World) -> Iterator[Deed]:
    """Users, groups, permissions and tokens."""
    post = of.admin.post
    word = {"password1": "passmark of mine", "password2": "passmark of mine"}

    def user() -> int:
        return User.objects.get(username="clerk").pk

    def token() -> int:
        return ApiToken.objects.get(name="intranet").pk

    may = Permission.objects.get(codename="view_photo").pk
    made = {"username": "clerk", "usable_password": "true", **word}
    rights = {"first_name": MARKS["first_name"], "user_permissions": [may], "last_login_0": ""}
    yield Deed(lambda: post(f"{USERS}add/", made), "user.add")
    yield Deed(lambda: changed(of, f"{USERS}{user()}/change/", **rights), "user.change")
    yield Deed(lambda: post(f"{USERS}{user()}/password/", made), "user.change")
    yield Deed(
        lambda: post(f"{GROUPS}add/", {"name": "Groupmark", "permissions": [may]}), "group.add"
    )
    yield Deed(
        lambda: changed(
            of, f"{GROUPS}{Group.objects.get(name='Groupmark').pk}/change/", permissions=[]
        ),
        "group.change",
    )
    asked = {"name": "intranet", "scope": "intranet", "days": "90", "user": of.user.pk}
    yield Deed(lambda: post(f"{TOKENS}add/", asked), "token.add")
    yield Deed(lambda: chosen(of, TOKENS, "revoke", token()), "token.revoke")
    yield Deed(lambda: chosen(of, TOKENS, "revoke", token()), "")  # it is revoked already
    yield Deed(lambda: post(f"{TOKENS}{token()}/delete/", {"post": "yes"}), "token.delete")
    yield from webhooks(of)
    yield Deed(lambda: post(f"{USERS}{user()}/delete/", {"post": "yes"}), "user.delete")


def webhooks(of: World) -> Iterator[Deed]:
    """Endpoints, and what is told to them."""
    post = of.admin.post

    def page(verb: str, model: type[Endpoint | Delivery] = Endpoint) -> str:
        row = model.objects.latest("pk")
        return f"/admin/webhooks/{model._meta.model_name}/{row.pk}/{verb}/"

    made: dict[str, Any] = {
        "name": "Portal",
        "address": "https://hooks.example/",
        "events": ["photo.removed"],
    }
    made |= {"user": of.user.pk}
    yield Deed(lambda: post("/admin/webhooks/endpoint/add/", made), "endpoint.add")
    yield Deed(lambda: post(page("change"), {**made, "is_active": "on"}), "endpoint.change")
    yield Deed(lambda: post(page("rotate")), "endpoint.rotate")
    yield Deed(lambda: post(page("ping")), "endpoint.test")
    yield Deed(lambda: post(page("retry", Delivery)), "delivery.retry")
    yield Deed(lambda: post(page("delete"), {"post": "yes"}), "endpoint.delete")


def commands(of: World) -> Iterator[Deed]:
    """What the command line changes."""
    roster = of.folder / "listmark.csv"
    roster.write_text("employee_id,first_name\nmark-009,Firstmark\n")
    name = of.user.get_username()
    yield Deed(
        lambda: call_command("create_token", "wiki", scope="intranet", user=name), "token.add"
    )
    yield Deed(lambda: call_command("import_team", roster), "people.import")
    yield Deed(lambda: call_command("rejudge"), "photos.rejudge")
    boss = {"username": "boss", "email": MARKS["email"], "interactive": False}
    yield Deed(lambda: call_command("createsuperuser", **boss), "user.add")


def ending(of: World) -> Iterator[Deed]:
    """Deletions, one and several at once."""
    confirmed = {"post": "yes"}
    second = of.person.photos.filter(is_current=False).first()
    assert second is not None
    yield Deed(
        lambda: chosen(of, PHOTOS, "delete_selected", second.pk, **confirmed), "photo.erase"
    )
    yield Deed(lambda: of.admin.post(f"{PEOPLE}{of.person.pk}/delete/", confirmed), "person.erase")
