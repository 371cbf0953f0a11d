"""What a person says of the files whose owner isn't certain."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from desk.pages import is_id
from desk.photo_import.rows import ImportedFile, ImportedFileQuerySet, PhotoImport
from directory.models import Person
from directory.querysets import PersonQuerySet

State, Clarity, MatchedBy = ImportedFile.State, ImportedFile.Clarity, ImportedFile.MatchedBy
OTHER, LEAVE_OUT = "other", "out"
LEFT_OUT_BY_HAND = gettext_noop("Left out by hand.")


def decide(file: ImportedFile, choice: str, employee_id: str, people: PersonQuerySet) -> str:
    """Write one choice, of these people: a candidate's number, "other" with an employee id, or
    "out".

    What is wrong with it, or nothing. No choice leaves the file open.
    """
    if choice == LEAVE_OUT:
        return _leave_out(file)
    if choice == OTHER or (employee_id and not choice):
        person = people.filter(employee_id__iexact=employee_id).first()
        if person is None:
            return _("%(name)s: nobody has the employee id “%(id)s”.") % {
                "name": file.name,
                "id": employee_id,
            }
        return _assign(file, person, MatchedBy.HAND)
    if choice in map(str, file.candidates):
        candidate = people.filter(pk=int(choice)).first()
        return _assign(file, candidate, file.matched_by) if candidate else ""
    return ""


def _assign(file: ImportedFile, person: Person, matched_by: str) -> str:
    """Make the file ready for a person who has no other file here."""
    rival = ImportedFile.objects.ready().filter(photo_import=file.photo_import_id, person=person)
    other = rival.exclude(pk=file.pk).first()
    if other:
        return _("%(name)s: %(person)s has another photo here, %(other)s. Leave one out.") % {
            "name": file.name,
            "person": person,
            "other": other.name,
        }
    file.person, file.matched_by, file.state = person, matched_by, State.READY
    file.save(update_fields=["person", "matched_by", "state"])
    return ""


def _leave_out(file: ImportedFile) -> str:
    file.state, file.reason = State.LEFT_OUT, LEFT_OUT_BY_HAND
    file.save(update_fields=["state", "reason"])
    return ""


@transaction.atomic
def decide_all(photo_import: PhotoImport, posted: Mapping[str, str]) -> list[str]:
    """Write every choice of a form; what is wrong with some of them."""
    complaints = []
    chosen = {name.removeprefix("choice-") for name in posted if name.startswith("choice-")}
    chosen |= {
        name.removeprefix("employee-")
        for name in posted
        if name.startswith("employee-") and posted[name].strip()
    }
    files = photo_import.files.undecided().filter(pk__in=[n for n in chosen if is_id(n)])
    for file in files:
        complaint = decide(
            file,
            posted.get(f"choice-{file.pk}", ""),
            posted.get(f"employee-{file.pk}", "").strip(),
            Person.objects.within(photo_import.reach),
        )
        complaints += [complaint] if complaint else []
    return complaints


@transaction.atomic
def accept_suggestions(photo_import: PhotoImport) -> None:
    """Take every unclear file for its one candidate, where `has_plain_suggestions`."""
    if not has_plain_suggestions(photo_import):
        return
    files = {file.candidates[0]: file for file in unclear(photo_import)}
    # Somebody may have been removed meanwhile, or have moved out of reach.
    here = Person.objects.within(photo_import.reach).in_bulk(files)
    accepted = [file for person_id, file in files.items() if person_id in here]
    for file in accepted:
        file.person_id, file.state = file.candidates[0], State.READY
    ImportedFile.objects.bulk_update(accepted, ["person", "state"])


def leave_rest_out(photo_import: PhotoImport) -> int:
    """Leave out whatever is undecided; how many files."""
    rest = photo_import.files.undecided()
    return rest.update(state=State.LEFT_OUT, reason=LEFT_OUT_BY_HAND)


def decided(photo_import: PhotoImport) -> ImportedFileQuerySet:
    """The files that a person has decided on."""
    settled = photo_import.files.pictures().filter(state__in=[State.READY, State.LEFT_OUT])
    return settled.exclude(clarity=Clarity.SURE)


def decide_again(photo_import: PhotoImport) -> int:
    """Open again what a person has decided; how many files."""
    return decided(photo_import).update(state=State.ARRIVED, person=None, reason="")


def unclear(photo_import: PhotoImport) -> ImportedFileQuerySet:
    """The undecided files that may be one of a few people's."""
    return photo_import.files.undecided().filter(clarity=Clarity.UNCLEAR)


def has_plain_suggestions(photo_import: PhotoImport) -> bool:
    """Whether each unclear file has exactly one candidate, and each candidate one file."""
    suggested = [tuple(row) for row in unclear(photo_import).values_list("candidates", flat=True)]
    taken = set(photo_import.files.ready().values_list("person", flat=True))
    people = {people[0] for people in suggested if len(people) == 1}
    return len(people) == len(suggested) > 0 and not people & taken
