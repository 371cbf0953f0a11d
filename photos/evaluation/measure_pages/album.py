"""The virtual people that the pages show: six originals, their renders, the demo team."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from photos.evaluation.doses.original import Original, Pixels, original
from photos.quality.picture import read_picture

PEOPLE = ("amara", "james", "kenji", "laura", "priya", "tunde")
IN_EVERY_SERIES = ("amara", "kenji", "laura")


@dataclass(frozen=True)
class Album:
    """`sweeps` and `team` are the folders of tests/quality/sweeps and demo/team."""

    sweeps: Path
    team: Path
    known: dict[str, Original] = field(default_factory=dict)

    def original(self, name: str) -> Original:
        """The unchanged photo of one of PEOPLE."""
        if name not in self.known:
            self.known[name] = original(name, (self.sweeps / f"{name}_base.jpg").read_bytes())
        return self.known[name]

    def render(self, name: str, series: str, dose: float) -> Pixels:
        """The person's render of that series and dose; of dose 0 the unchanged one."""
        file = f"{name}_{series}_{dose:g}.jpg" if dose else f"{name}_base.jpg"
        return read_picture((self.sweeps / file).read_bytes()).pixels

    def member(self, employee_id: str) -> Pixels:
        """The photo of one of the demo team."""
        (file,) = self.team.glob(f"{employee_id}-*.jpg")
        return read_picture(file.read_bytes()).pixels
