"""The facts of a photo's file, and of how it was judged."""

from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from photos.labels import NOTHING, spoken
from photos.models import Judgement, Photo
from photos.standards import standard_that_judged
from photos.storage import StorageAway


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact about the file, or about how it was judged."""

    title: str
    value: str


def facts_of(photo: Photo) -> tuple[Fact, ...]:
    """All facts of a photo that are known."""
    return (*file_facts(photo), *(judged_facts(photo.judgement) if photo.judgement else ()))


def file_size(photo: Photo) -> str:
    """The master's size, or why it cannot be told."""
    try:
        return str(filesizeformat(photo.master.size))
    except FileNotFoundError:
        return gettext("the file is missing")
    except StorageAway:
        return gettext("size not known just now")


def file_facts(photo: Photo) -> list[Fact]:
    """What is known of the file and its coming; what isn't known isn't printed."""
    taken = date_format(localtime(photo.captured_at), "DATE_FORMAT") if photo.captured_at else ""
    pixels = f"{photo.width} \N{MULTIPLICATION SIGN} {photo.height} px"
    facts = [
        Fact(gettext("File"), photo.original_name),
        Fact(gettext("Size"), f"{pixels}, {file_size(photo)}, {photo.format}"),
        Fact(gettext("Taken"), taken),
        Fact(gettext("Uploaded"), date_format(localtime(photo.uploaded_at), "DATETIME_FORMAT")),
        Fact(gettext("By"), str(photo.uploaded_by or "")),
        Fact(gettext("Source"), photo.get_source_display()),
    ]
    return [fact for fact in facts if fact.value]


def in_version(version: object) -> str:
    """Which version, said as such."""
    return gettext("version %(version)s") % {"version": version}


def judged_facts(judgement: Judgement) -> list[Fact]:
    """By which engine and which standard it was judged."""
    return [
        Fact(
            gettext("Standard"),
            f"{spoken(standard_that_judged(judgement).title)}, "
            f"{in_version(judgement.standard_version)}",
        ),
        Fact(gettext("Engine"), in_version(judgement.assessment.engine_version)),
        Fact(gettext("Shot type"), spoken(judgement.shot_type.replace("_", " ")) or NOTHING),
    ]
