"""What an import of a team did, in lines for people: counts first, then what stayed out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from directory.entries import Entry
from photos.imports.photo_files import PhotoSource
from photos.imports.taking import Fate, Taken
from photos.imports.team import Team


@dataclass(frozen=True)
class TeamReport:
    """An import of a team, done or rehearsed; `source` is None without photos.

    `bare` are the people of the list who have no photo at all.
    """

    team: Team
    source: PhotoSource | None
    taken: tuple[Taken, ...] = ()
    bare: tuple[Entry, ...] = ()
    unused_columns: tuple[str, ...] = ()

    def counts(self) -> Iterator[str]:
        """How many people and photos went which way."""
        plan = self.team.people.plan
        left_out = len({problem.line for problem in plan.problems})
        yield (
            f"People: {len(plan.created):,} new, {len(plan.updated):,} changed, "
            f"{len(plan.unchanged):,} unchanged, {left_out:,} left out."
        )
        if self.source:
            yield self._photo_counts(self.source)
        if self.unused_columns:
            yield f"Columns not used: {', '.join(self.unused_columns)}."

    def _photo_counts(self, source: PhotoSource) -> str:
        fates = Counter(taken.fate for taken in self.taken)
        left_out = len(source.photos) - fates[Fate.ADDED] - fates[Fate.UNCHANGED]
        counts = (
            f"Photos: {fates[Fate.ADDED]:,} new, {fates[Fate.UNCHANGED]:,} unchanged, "
            f"{left_out + len(source.refused):,} left out"
        )
        return f"{counts}; other files skipped: {source.skipped:,}."

    def problems(self) -> list[str]:
        """A line for everything that stayed out, with its reason."""
        return [*self.people_problems(), *self._photo_problems()]

    def people_problems(self) -> list[str]:
        """A line for each thing wrong in the list."""
        return [str(problem) for problem in self.team.people.plan.problems]

    def _photo_problems(self) -> Iterator[str]:
        for file in self.source.refused if self.source else ():
            yield f"{file.name}: {file.reason}"
        for photo in self.team.matching.unmatched:
            yield f"{photo.name}: {photo.reason}"
        for taken in self.taken:
            if taken.fate == Fate.REFUSED:
                yield f"{taken.pair.name}: {taken.reason}"
        for entry in self.team.matching.missing if self.source else ():
            yield f"Line {entry.line:,}: {entry.full_name}'s photo “{entry.photo}” is not there."

    def notes(self) -> list[str]:
        """A line for each person without a photo."""
        return [f"{entry.full_name} ({entry.employee_id}) has no photo." for entry in self.bare]
