"""What is exported: for whom, as what, and under which names."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict

from desk.exports.handover import HANDOVERS, Handover
from desk.exports.naming import BadPattern, fields_of
from desk.exports.targets import Target, load_targets
from directory.models import Person
from directory.reach import Reach
from photos.models import Publication
from photos.quality.cut import FORMATS, JPEG, Format
from photos.quality.uses import Use, load_uses, use_named

MOST = 5_000  # photos in one file: the first time, about four minutes for 1,000 of 12 megapixels
LONGEST_PATTERN = 100
OWN = "own"  # the choice of a pattern of one's own


@dataclass(frozen=True, slots=True)
class Choices:
    """One export of people within reach. `problem` says why the pattern can't be used, empty
    where it can."""

    reach: Reach
    target: Target
    pattern: str
    has_own_pattern: bool
    problem: str
    use: Use
    size: int
    form: Format
    department: str
    location: str

    @property
    def people(self) -> QuerySet[Person]:
        """Whose photos are wanted, by name."""
        people: QuerySet[Person] = Person.objects.within(self.reach).active()
        if self.department:
            people = people.filter(department__slug=self.department)
        if self.location:
            people = people.filter(location=self.location)
        return people.order_by("last_name", "first_name", "pk")

    @property
    def publications(self) -> QuerySet[Publication]:
        """The approved photos that show them in this use."""
        published: QuerySet[Publication] = Publication.objects.in_use(self.use.name)
        return published.filter(photo__person__in=self.people)

    @property
    def ready(self) -> QuerySet[Publication]:
        """Those of them that can be named."""
        published = self.publications
        return published.exclude(photo__person__email="") if self.needs_email else published

    @property
    def needs_email(self) -> bool:
        """Whether files are named by e-mail address."""
        return "email" in self.fields

    @property
    def nameless(self) -> QuerySet[Person]:
        """Who has an approved photo, and lacks what its file is named by."""
        shown = self.people.filter(photos__publication__in=self.publications)
        return shown.filter(email="") if self.needs_email else shown.none()

    @property
    def fields(self) -> tuple[str, ...]:
        """What names are made of."""
        return () if self.problem else fields_of(self.pattern)

    @property
    def handover(self) -> Handover | None:
        """The list that the target reads, if it has one and names are its own."""
        return None if self.has_own_pattern else HANDOVERS.get(self.target.handover)

    @property
    def has_plain_names(self) -> bool:
        """Whether files are named in English letters alone."""
        return self.target.plain_names and not self.has_own_pattern

    @property
    def key(self) -> str:
        """Which of the targets, or names of one's own, is chosen."""
        return OWN if self.has_own_pattern else self.target.key

    @property
    def query(self) -> str:
        """The address's query of just this export."""
        own = {"target": self.key, "use": self.use.name}
        more = {"size": self.size, "format": self.form.extension, "pattern": self.pattern}
        return urlencode({**own, **more, "department": self.department, "location": self.location})


def choices_of(asked: QueryDict, reach: Reach) -> Choices:
    """The export that an address asks for; unknown words are the usual ones."""
    targets = load_targets()
    usual = next(iter(targets.values()))
    target = targets.get(asked.get("target", ""), usual)
    has_own = asked.get("target") == OWN
    pattern = asked.get("pattern", "").strip()[:LONGEST_PATTERN] if has_own else target.name
    key = OWN if has_own else target.key
    # Another target than the one on the page brings its own use and size.
    is_other = asked.get("chosen", key) != key
    wanted = "" if is_other else asked.get("use", "")
    use = use_named(wanted if wanted in {use.name for use in load_uses()} else target.use)
    return Choices(
        reach=reach,
        target=target,
        pattern=pattern,
        has_own_pattern=has_own,
        problem=problem_of(pattern),
        use=use,
        size=size_of("" if is_other else asked.get("size", ""), use, target.size),
        form=form_of(asked.get("format", ""), None if has_own else target),
        department=asked.get("department", ""),
        location=asked.get("location", ""),
    )


def form_of(asked: str, target: Target | None) -> Format:
    """The format asked for if the target takes it, else JPEG."""
    form = FORMATS.get(asked, JPEG)
    return form if target is None or form.extension in target.formats else JPEG


def problem_of(pattern: str) -> str:
    """Why the pattern can't be used, empty where it can."""
    try:
        fields_of(pattern)
    except BadPattern as problem:
        return str(problem)
    return ""


def size_of(asked: str, use: Use, usual: int) -> int:
    """The size asked for if the use has it, else the target's, else the one it prefers."""
    sizes = {str(size): size for size in use.sizes}
    return (
        sizes.get(asked)
        or sizes.get(str(usual))
        or min(use.sizes, key=lambda size: abs(size - use.preferred))
    )
