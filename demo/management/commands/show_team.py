"""The whole team's verdicts as a table on the terminal."""

import shutil
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.core.management.base import BaseCommand
from django.db.models import F

from directory.models import Person
from photos.models import Outcome, PersonCard, Photo

# Narrower than this, the reasons would be columns of single words.
NARROWEST_REASON = 40
WIDEST_TABLE = 140
LONGEST_NAME = 32  # one long name must not leave everybody's reason a narrow column
WORDS = {
    Photo.State.WAITING.value: "waiting",
    Photo.State.FAILED.value: "not measured",
    Outcome.PASS.value: "pass",
    Outcome.FIX.value: "fix",
    Outcome.RETAKE.value: "retake",
    Outcome.UNSURE.value: "unsure",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One person's line of the table."""

    person: str
    verdict: str
    score: str
    reason: str

    @classmethod
    def of(cls, card: PersonCard) -> Self:
        """What the card says, in words."""
        verdict = WORDS.get(card.photo_state) or WORDS.get(card.verdict, "no photo")
        score = "" if card.score is None else str(card.score)
        name = textwrap.shorten(card.person.full_name, LONGEST_NAME, placeholder=" ...")
        return cls(name, verdict, score, card.main_reason)


HEADING = Line("Person", "Verdict", "Score", "Main reason")


class Command(BaseCommand):
    help = "Prints everybody's verdict, score and main reason, worst first, then the sums."

    def handle(self, *args: Any, **options: Any) -> None:
        cards = list(
            PersonCard.objects.filter(person__status=Person.Status.ACTIVE)
            .select_related("person")
            .order_by(F("score").asc(nulls_first=True), "person__last_name", "person_id")
        )
        width = min(shutil.get_terminal_size((WIDEST_TABLE, 0)).columns, WIDEST_TABLE)
        for row in table([HEADING, *map(Line.of, cards)], width):
            self.stdout.write(row)
        self.stdout.write("\n" + sums(cards))


def table(lines: Sequence[Line], width: int) -> Iterator[str]:
    """The lines in columns; long reasons go on in their own column."""
    person = max(len(line.person) for line in lines)
    verdict = max(len(line.verdict) for line in lines)
    for line in lines:
        start = f"{line.person:{person}}  {line.verdict:{verdict}}  {line.score:>5}  "
        reason = textwrap.wrap(line.reason, max(width - len(start), NARROWEST_REASON)) or [""]
        yield (start + reason[0]).rstrip()
        yield from (" " * len(start) + more for more in reason[1:])


def sums(cards: Sequence[PersonCard]) -> str:
    """How many there are, and of what kind."""
    verdicts = Counter(Line.of(card).verdict for card in cards)
    kinds = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common())
    people = "1 person" if len(cards) == 1 else f"{len(cards)} people"
    retakes = sum(card.needs_retake for card in cards)
    need = "1 needs a retake" if retakes == 1 else f"{retakes} need a retake"
    return f"{people}: {kinds or 'nobody yet'}.\n{need}."
